using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4001: pods that everybody may connect to because no policy isolates them.</summary>
internal sealed class IngressNotIsolated : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4001", "ingress-not-isolated", Severity.Warning, LintNeeds.Workloads)
    {
        Title = "no policy isolates the ingress of a workload",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 5.0,
        Explanation = """
            No policy in force ends with a denial for connections to these pods, so that everybody who has a route may connect to every
            port of theirs. Policies of all kinds count: NetworkPolicy, Calico's policies and tiers, and cluster policies that deny
            everybody. Staged policies do not, nor do policies that only govern egress.

            Pods of one workload are told of once, and a namespace once where all its workloads are alike. A namespace without any
            policy is told of by NP4003 alone. Namespaces of the cluster's own machinery are left out. To close the gap, let a policy
            with `podSelector: {}` govern ingress in the namespace, and allow what is needed.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: default-deny, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Ingress]
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Facts.Namespaces
        .SelectMany(space => space.Told(Directions.Ingress))
        .Select(told => Descriptor.At(told.Target, told.IsNamespace
            ? $"no policy isolates the ingress of any workload in `{told.Target.ObjectName}`"
            : $"no policy isolates the ingress of `{told.Target.ObjectName}`") with
        {
            Hint = "add a policy that denies ingress by default, and allow what is needed",
        });
}
