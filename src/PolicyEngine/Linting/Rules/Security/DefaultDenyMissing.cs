using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4004: namespaces where a new pod without labels would be open.</summary>
internal sealed class DefaultDenyMissing : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4004", "default-deny-missing", Severity.Note, LintNeeds.Workloads)
    {
        Title = "new pods of a namespace start open",
        Precision = LintPrecision.High,
        SecuritySeverity = 2.5,
        Explanation = """
            It is looked at whether any policy would isolate a pod without labels in each namespace. Where none does, whatever
            is deployed tomorrow, or runs once by hand, is open although today's pods are not. It does not matter how pods are
            isolated: a policy for the whole namespace, the whole cluster, or one that excludes nothing by labels.

            A namespace where nothing is isolated at all is told of by NP4003 alone.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: all, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        NamespaceOpenness[] spaces = [.. context.Facts.Namespaces.Where(space => !space.IsUncovered)];
        Newcomers? newcomers = spaces.Length == 0 ? null : new Newcomers(context);
        foreach (NamespaceOpenness space in spaces)
        {
            string[] open = [.. new[] { Directions.Ingress, Directions.Egress }
                .Where(direction => newcomers!.IsOpen(space.Workloads[0], direction))
                .Select(direction => direction.ToString().ToLowerInvariant())];
            if (open.Length > 0)
            {
                yield return Descriptor.At(space.Target, $"no policy would isolate the {string.Join(" and ", open)} of a new pod without labels in `{space.Target.ObjectName}`") with
                {
                    Hint = "let a policy with `podSelector: {}` deny by default",
                };
            }
        }
    }
}
