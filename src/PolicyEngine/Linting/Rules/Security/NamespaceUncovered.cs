using PolicyEngine.Linting.Facts;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4003: a namespace none of whose pods any policy isolates.</summary>
internal sealed class NamespaceUncovered : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4003", "namespace-uncovered", Severity.Warning, LintNeeds.Workloads)
    {
        Title = "no policy isolates anything in a namespace",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 5.5,
        Explanation = """
            The namespace has pods, and no policy in force isolates any of them in either direction. That there is a policy in the namespace
            does not suffice: one that selects nothing, or is staged, isolates nothing, and policies of the whole cluster count without
            being in it. Namespaces of the cluster's own machinery are left out.
            """,
        Wrong = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: web}]}
            """,
        Right = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: web}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{podSelector: {}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Facts.Namespaces
        .Where(space => space.IsUncovered)
        .Select(space => Descriptor.At(space.Target, $"no policy isolates any pod in `{space.Target.ObjectName}`, in either direction") with
        {
            Hint = "add a policy with `podSelector: {}` that denies by default, and allow what is needed",
        });
}
