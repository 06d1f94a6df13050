using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2018: a policy that allows what is allowed anyway.</summary>
internal sealed class VacuousPolicy : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2018", "policy-vacuous", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "policy changes nothing",
        Precision = LintPrecision.Medium,
        Explanation = """
            A policy allows everything to endpoints that nothing else isolates. Without it every verdict in the cluster would be the
            same. It may hide that a policy which was to isolate them is missing.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
              ingress: [{}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
              ingress: [{ports: [{port: 80}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.RemovablePolicies
        .Where(removable => removable.Effect == RemovableEffect.AllowsWhatIsOpen)
        .Select(removable => Descriptor.At(
            LintTarget.Of(removable.Policy), $"`{removable.Policy.Name}` allows everything to endpoints that nothing else isolates, and so changes nothing"));
}
