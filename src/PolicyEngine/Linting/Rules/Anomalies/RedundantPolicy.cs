using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2019: a policy that repeats others.</summary>
internal sealed class RedundantPolicy : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2019", "policy-redundant", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "policy repeats others",
        Precision = LintPrecision.Medium,
        Explanation = """
            All that a policy allows, others allow the same endpoints too. Without it every verdict in the cluster would be the same. All
            policies that are told of can go together.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: a, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
              ingress: [{ports: [{port: 80}, {port: 443}]}]
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: b, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
              ingress: [{ports: [{port: 443}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: a, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
              ingress: [{ports: [{port: 80}, {port: 443}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.RemovablePolicies
        .Where(removable => removable.Effect == RemovableEffect.RepeatsOthers)
        .Select(removable => Descriptor.At(LintTarget.Of(removable.Policy), $"all that `{removable.Policy.Name}` allows, other policies allow too"));
}
