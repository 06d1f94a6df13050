using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4010: rules that allow others than the own namespace every port.</summary>
internal sealed class AllPorts : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4010", "all-ports", Severity.Note, LintNeeds.Policies)
    {
        Title = "rule allows other namespaces, or addresses outside, every port",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 2.5,
        Explanation = """
            The rule of a namespace's policy names peers beyond the namespace and no ports: besides the one service that was meant, metrics,
            debuggers and administration are reachable too. Rules that allow everybody are told of by NP4005 and NP4006.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{namespaceSelector: {matchLabels: {team: front}}}]}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{namespaceSelector: {matchLabels: {team: front}}}], ports: [{port: 8080}]}, {from: [{podSelector: {}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        HashSet<(PolicyName, Directions, string)> allOpen = [.. context.Facts.OpenRules.All.Where(open => open is { IsAllOpen: true, Rule: not null }).Select(open => (open.Policy.Name, open.Direction, open.Rule!.Path))];
        foreach (Policy policy in context.Policies.Where(policy => !policy.IsStaged && policy.Name.Namespace.Length > 0 && !context.IsSystem(policy.Name.Namespace)))
        {
            foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress }.Where(direction => policy.Governs.HasFlag(direction)))
            {
                // A written rule is told of once, whichever of its peers it is.
                foreach (Rule rule in policy.Rules(direction).Where(rule => IsOpen(rule, direction, policy.Name.Namespace)).DistinctBy(rule => rule.Path, StringComparer.Ordinal))
                {
                    if (!allOpen.Contains((policy.Name, direction, rule.Path)))
                    {
                        yield return Descriptor.At(LintTarget.Of(policy, rule), direction == Directions.Ingress
                            ? $"`{policy.Name}` lets peers beyond its namespace connect to its pods on every port"
                            : $"`{policy.Name}` lets its pods connect to peers beyond its namespace on every port") with
                        {
                            Hint = "name the ports",
                        };
                    }
                }
            }
        }
    }

    private static bool IsOpen(Rule rule, Directions direction, string @namespace) =>
        rule is { Action: RuleAction.Allow, Fault: null }
        && OpenRule.EveryTcpPort.IsSubsetOf(rule.TrafficByNumber())
        && rule.Peer(direction) is { Service: null, Domains.IsEmpty: true } peer
        && !peer.IsAnyone()
        && peer.Addresses() is not { IsEmpty: true }
        && !(peer.Selector is { } selector && IsOf(selector, @namespace));

    private static bool IsOf(Selector selector, string @namespace) => selector.Requirements.Any(requirement =>
        requirement.Label is CalicoLabels.Namespace or (CalicoLabels.NamespacePrefix + CalicoLabels.MetadataName) or (CalicoLabels.NamespacePrefix + CalicoLabels.Name)
        && requirement.OneOf is [var only] && only == @namespace);
}
