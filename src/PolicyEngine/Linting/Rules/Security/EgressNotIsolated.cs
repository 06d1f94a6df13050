using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4002: pods that may connect to everybody because no policy isolates them.</summary>
internal sealed class EgressNotIsolated : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4002", "egress-not-isolated", Severity.Note, LintNeeds.Workloads)
    {
        Title = "no policy isolates the egress of a workload",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 3.0,
        Explanation = """
            No policy in force ends with a denial for connections from these pods: whoever takes one over may send to the whole cluster,
            the cloud's metadata service and the internet. Policies of all kinds count, as for NP4001; a policy with ingress rules alone
            does not govern egress.

            Pods of one workload are told of once, and a namespace once where all its workloads are alike. A namespace without any
            policy is told of by NP4003 alone. To close the gap, let a policy govern egress, and allow DNS and what is needed.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: default-deny, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Ingress]}
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: default-deny, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Facts.Namespaces
        .SelectMany(space => space.Told(Directions.Egress))
        .Select(told => Descriptor.At(told.Target, told.IsNamespace
            ? $"no policy isolates the egress of any workload in `{told.Target.ObjectName}`"
            : $"no policy isolates the egress of `{told.Target.ObjectName}`") with
        {
            Hint = "add a policy that denies egress by default, and allow DNS and what is needed",
        });
}
