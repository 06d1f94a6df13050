using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7007: rules about the internet that are about pods too.</summary>
internal sealed class NetworksIncludeCluster : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7007", "networks-include-cluster", Severity.Warning, LintNeeds.Policies)
    {
        Title = "rule for the internet is about pods too",
        Precision = LintPrecision.Medium,
        Explanation = """
            The `networks` of an egress rule hold all public addresses and those of pods: the rule decides about traffic among pods as well,
            and no earlier rule of the policy decides about all pods. A denial of `0.0.0.0/0` breaks what pods of the cluster say to each
            other, DNS included; an acceptance overrides the NetworkPolicies of namespaces. Put
            `action: Pass` with `to: [{namespaces: {}}]` before it.

            The addresses of pods are those of the input's pods or pools; where it has neither, `10.0.0.0/8` is taken for theirs.
            """,
        Wrong = Example + """
              egress: [{action: Deny, to: [{networks: ["0.0.0.0/0"]}]}]
            """,
        Right = Example + """
              egress:
                - {action: Pass, to: [{namespaces: {}}]}
                - {action: Deny, to: [{networks: ["0.0.0.0/0"]}]}
            """,
    };

    private const string Example = """
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: no-internet}
        spec:
          tier: Admin
          priority: 10
          subject: {namespaces: {}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        if (context.Model.Profile.BlocksAreOutside)
        {
            return [];
        }

        AddressSet pods = AddressesOfPods(context);
        return from policy in context.Policies
               where policy.IsOfClusterApi && policy.Governs.HasFlag(Directions.Egress)
               from rule in policy.Egress
               where rule is { Action: RuleAction.Allow or RuleAction.Deny, Fault: null } && rule.Destination.Nets is { } nets
                   && (PublicAddresses.V4.IsSubsetOf(nets) || PublicAddresses.V6.IsSubsetOf(nets)) && nets.Overlaps(pods) && !ComesBehindPods(policy, rule)
               select Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` {(rule.Action == RuleAction.Deny ? "denies" : "accepts")} all addresses of the internet, among which are those of pods") with
               {
                   Hint = "pass on what goes to pods before it",
               };
    }

    private static bool ComesBehindPods(Policy policy, Rule rule) => policy.Egress
        .TakeWhile(earlier => !ReferenceEquals(earlier, rule))
        .Any(earlier => earlier is { Action: not RuleAction.Log, Fault: null, Destination: { Selector: not null } peer } && peer.Selector.HoldsForAllPods() && rule.TrafficByNumber().IsSubsetOf(earlier.TrafficByNumber()));

    private static AddressSet AddressesOfPods(LintContext context)
    {
        AddressSet known = AddressSet.FromPrefixes(context.Model.IpPools.Select(pool => pool.Cidr))
            .Union(AddressSet.FromAddresses(context.Model.Endpoints.Where(endpoint => endpoint.IsGoverned).SelectMany(endpoint => endpoint.Addresses)));
        return !known.IsEmpty ? known : IpPrefix.TryParse("10.0.0.0/8", out IpPrefix usual) ? AddressSet.Of(usual) : AddressSet.Empty;
    }
}
