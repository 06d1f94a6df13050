using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains of the table that translates addresses (felix/rules/nat.go).</summary>
internal sealed class NatTable(LoweringContext context)
{
    // Those whose ports can be chosen.
    private static readonly string[] s_protocols = ["tcp", "udp"];

    private readonly TunnelRules _tunnels = new(context);
    private readonly FloatingAddresses _floating = new(context);
    private readonly OpenStackRules _openStack = new(context);

    public void AddTo(ChainBag chains)
    {
        FilterRule toFloating = FilterRule.Of(new Verb.Jump(ChainNames.FloatingDestination));
        chains.Add(new FilterChain(ChainNames.Prerouting, [toFloating, .. _openStack.Translation()]));
        chains.Add(new FilterChain(ChainNames.Output, [toFloating]));
        chains.Add(new FilterChain(ChainNames.Postrouting,
        [
            FilterRule.Of(new Verb.Jump(ChainNames.FloatingSource)),
            FilterRule.Of(new Verb.Jump(ChainNames.NatOutgoing)),
            .. _tunnels.Masquerades(),
        ]));
        chains.AddRange(_floating.Chains());
        chains.Add(new FilterChain(ChainNames.NatOutgoing, [.. Outgoing()]));
        chains.Hook(new KernelHook("PREROUTING") { Inserted = [FilterRule.Of(new Verb.Jump(ChainNames.Prerouting))] });
        chains.Hook(new KernelHook("OUTPUT") { Inserted = [FilterRule.Of(new Verb.Jump(ChainNames.Output))] });

        // Others translate first: their rules know more of services.
        chains.Hook(new KernelHook("POSTROUTING") { Appended = [FilterRule.Of(new Verb.Jump(ChainNames.Postrouting))] });
    }

    /// <summary>Connections from the pools to the world get an address that answers find.</summary>
    private IEnumerable<FilterRule> Outgoing()
    {
        if (!context.State.Pools.Any(pool => pool.Masquerades && pool.Cidr.Family == context.Family))
        {
            yield break;
        }

        if (context.Settings.NatPortRange is { } ports)
        {
            foreach (string protocol in s_protocols)
            {
                ImmutableArray<Match> leaves = LeavesPools(protocol);
                yield return FilterRule.Of(Translate(ports), leaves);
                yield return FilterRule.Of(Verb.Returning, leaves);
            }
        }

        yield return FilterRule.Of(Translate(null), LeavesPools(null));
    }

    private ImmutableArray<Match> LeavesPools(string? protocol)
    {
        List<Match> matches =
        [
            new Match.InSet(Side.Source, context.SetName(StandingSets.MasqueradedPools)),
            new Match.InSet(Side.Destination, context.SetName(StandingSets.Pools), IsNegated: true),
        ];
        if (context.Settings.NatSparesHosts)
        {
            matches.Add(new Match.InSet(Side.Destination, context.SetName(TunnelRules.AllHosts), IsNegated: true));
        }

        if (protocol is not null)
        {
            matches.Add(new Match.Transport(protocol));
        }

        if (context.Settings.NatOutgoingInterfaceFilter is { } filter)
        {
            matches.Add(OutInterface(filter));
        }

        return [.. matches];
    }

    private Match.Interface OutInterface(string filter)
    {
        // The setting has the wildcard of iptables; Felix hands it to nftables as it is, which refuses it.
        bool isUnderstood = context.Backend == Backend.Iptables || !context.IsExact;
        return isUnderstood || !filter.EndsWith('+')
            ? new Match.Interface(LinkDirection.Out, filter)
            : new Match.Interface(LinkDirection.Out, filter[..^1], IsPrefix: true);
    }

    private Verb Translate(PortRange? ports)
    {
        // The setting has an address of IPv4, which Felix gives to packets of IPv6 too and the kernel refuses.
        bool hasAddress = context.Settings.NatOutgoingAddress is { } own && (own.Family == context.Family || !context.IsExact);
        KernelFeatures features = context.State.Features;
        return hasAddress
            ? new Verb.SourceNat(context.Settings.NatOutgoingAddress!.Value, ports, features.SnatFullyRandom)
            : new Verb.Masquerade(ports, features.MasqueradeFullyRandom);
    }
}
