using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4009: rules that allow the pods of all namespaces.</summary>
internal sealed class AllNamespacesPeer : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4009", "all-namespaces-peer", Severity.Note, LintNeeds.Policies)
    {
        Title = "rule allows the pods of all namespaces",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 3.0,
        Explanation = """
            The rule's peer is every pod of the cluster: an empty `namespaceSelector` without `podSelector`, Calico's `all()`, or
            the `namespaces: {}` of a cluster policy. Whatever runs anywhere in the cluster, whoever deployed it, is trusted.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 8080}]}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: gateway}}}], ports: [{port: 8080}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) =>
        from policy in context.Policies
        where !policy.IsStaged && !context.IsSystem(policy.Name.Namespace)
        from direction in new[] { Directions.Ingress, Directions.Egress }
        where policy.Governs.HasFlag(direction)
        from rule in policy.Rules(direction)
        where rule is { Action: RuleAction.Allow, Fault: null } && rule.Peer(direction) is { Selector: { } selector, Nets: null, NotNets: null } && selector.HoldsForAllPods()
        select Descriptor.At(LintTarget.Of(policy, rule), direction == Directions.Ingress
            ? $"`{policy.Name}` lets the pods of all namespaces connect to its pods ({TrafficOf(rule)})"
            : $"`{policy.Name}` lets its pods connect to the pods of all namespaces ({TrafficOf(rule)})") with
        {
            Hint = "select the namespaces that need it",
        };

    private static string TrafficOf(Rule rule) => rule.Destination.Ports is { Names.IsEmpty: false } ports
        ? string.Join("; ", ports.Names.Select(port => $"port `{port.Name}`").Prepend(rule.TrafficByNumber().Describe()).Where(part => part != TrafficSet.Empty.Describe()))
        : rule.TrafficByNumber().Describe();
}
