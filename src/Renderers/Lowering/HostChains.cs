using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains of host endpoints, table by table.</summary>
internal sealed class HostChains(LoweringContext context, HostInterfaces hosts, EndpointChains endpoints)
{
    public IEnumerable<FilterChain> Filter() => hosts.All.SelectMany(pair => new[]
    {
        Normal(pair, Direction.Egress, TableKind.Filter, context.FilterAllow),
        Normal(pair, Direction.Ingress, TableKind.Filter, context.FilterAllow),
        Forward(pair, Direction.Egress),
        Forward(pair, Direction.Ingress),
    });

    /// <summary>Normal policy for translated packets that leave, whose interface is known only now.</summary>
    public IEnumerable<FilterChain> MangleEgress() => hosts.All.Select(pair => Normal(pair, Direction.Egress, TableKind.Mangle, Verb.Returning));

    public IEnumerable<FilterChain> MangleIngress() => hosts.All.Where(pair => !pair.Value.PreDnatTiers.IsEmpty)
        .Select(pair => Of(pair.Key, EndpointTraffic.PreDnat, Direction.Ingress, TableKind.Mangle, context.MangleAllow, pair.Value.PreDnatTiers));

    public IEnumerable<FilterChain> Raw() => hosts.Named.Where(pair => !pair.Value.UntrackedTiers.IsEmpty)
        .SelectMany(pair => Enum.GetValues<Direction>()
            .Select(direction => Of(pair.Key, EndpointTraffic.Untracked, direction, TableKind.Raw, Verb.Accepting, pair.Value.UntrackedTiers)));

    private FilterChain Normal(KeyValuePair<string, NodeHost> pair, Direction direction, TableKind table, Verb allow) =>
        endpoints.Of(Form(pair.Key, EndpointTraffic.Normal, direction, table, allow, pair.Value.Tiers) with { Profiles = pair.Value.Profiles });

    private FilterChain Of(string link, EndpointTraffic traffic, Direction direction, TableKind table, Verb allow, ImmutableArray<NodeTier> tiers) =>
        endpoints.Of(Form(link, traffic, direction, table, allow, tiers));

    private FilterChain Forward(KeyValuePair<string, NodeHost> pair, Direction direction)
    {
        string prefix = direction == Direction.Egress ? ChainNames.ToHostForwardPrefix : ChainNames.FromHostForwardPrefix;
        string name = context.Names.Endpoint(prefix, pair.Key);
        return endpoints.Of(new EndpointChainForm(name, EndpointTraffic.Forward, direction, TableKind.Filter, context.FilterAllow) { Tiers = pair.Value.ForwardTiers });
    }

    private EndpointChainForm Form(string link, EndpointTraffic traffic, Direction direction, TableKind table, Verb allow, ImmutableArray<NodeTier> tiers)
    {
        bool leaves = direction == Direction.Egress;
        string name = context.Names.Endpoint(leaves ? ChainNames.ToHostPrefix : ChainNames.FromHostPrefix, link);
        return new EndpointChainForm(name, traffic, direction, table, allow)
        {
            Tiers = tiers,
            Failsafe = leaves ? ChainNames.FailsafeOut : ChainNames.FailsafeIn,
        };
    }
}
