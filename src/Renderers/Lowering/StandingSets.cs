using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The sets of a program: those of selectors and those that are there for Felix's own rules.</summary>
internal sealed class StandingSets(LoweringContext context)
{
    public const string DscpSources = "dscp-src-net";
    public const string MasqueradedPools = "masq-ipam-pools";
    public const string Pools = "network-ip-pools";
    public const string ThisHost = "this-host";

    private readonly bool _isDisjoint = context.Backend == Backend.Nftables || context.Settings.KeepsSetsDisjoint == true;

    /// <summary>All sets by name.</summary>
    public ImmutableArray<NamedSet> All() => [.. Own().Concat(context.State.Sets).Select(Name).OrderBy(set => set.Name, StringComparer.Ordinal)];

    private bool HasHosts
    {
        get
        {
            // Felix fills this set for IPv4 only, though its rules for IPv6 ask for it as well.
            bool isAsked = context.Settings.NatSparesHosts && (!context.IsV6 || context.IsExact);
            return context.HasIpip || isAsked;
        }
    }

    private NamedSet Name(NodeSet set) => new(context.SetName(set.Id), set.Kind, SetMembers.Of(set.Members, context.Family, _isDisjoint));

    private IEnumerable<NodeSet> Own()
    {
        NodeState state = context.State;
        yield return Nets(DscpSources, state.Workloads.Where(workload => workload.Dscp is not null).SelectMany(workload => workload.Nets));
        yield return Nets(MasqueradedPools, state.Pools.Where(pool => pool.Masquerades).Select(pool => pool.Cidr));
        yield return Nets(Pools, state.Pools.Where(pool => !pool.IsForLoadBalancersOnly).Select(pool => pool.Cidr));
        yield return new NodeSet(ThisHost, NodeSetKind.Addresses, Members(state.Interfaces.SelectMany(link => link.Addresses).Select(Single)));
        if (HasHosts)
        {
            yield return Nets(TunnelRules.AllHosts, state.NodeAddresses.Select(Single).Concat(context.Settings.ExternalNodes));
        }

        if (context.HasVxlan)
        {
            yield return Nets(TunnelRules.AllVxlan, state.VxlanParents.Select(Single).Concat(context.Settings.ExternalNodes));
        }
    }

    private static NodeSet Nets(string id, IEnumerable<IpPrefix> nets) => new(id, NodeSetKind.Nets, Members(nets));

    private static ImmutableArray<NodeSetMember> Members(IEnumerable<IpPrefix> nets) => [.. nets.Select(net => new NodeSetMember(net))];

    private static IpPrefix Single(IpAddress address) => IpPrefix.Of(address);
}
