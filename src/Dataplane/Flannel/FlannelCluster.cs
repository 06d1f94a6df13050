using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The nodes of a cluster that Flannel joins, once the daemon of each has heard of all the others.</summary>
internal sealed class FlannelCluster
{
    private readonly FlannelConfig _config;
    private readonly MasqueradeVariant _variant;
    private readonly ImmutableArray<FlannelMember> _members;
    private readonly Dictionary<string, FlannelMember> _byNode;

    private FlannelCluster(FlannelConfig config, MasqueradeVariant variant, ImmutableArray<FlannelMember> members)
    {
        (_config, _variant, _members) = (config, variant, members);
        _byNode = members.ToDictionary(member => member.Node.Name, StringComparer.Ordinal);
    }

    /// <summary>The nodes that have leases.</summary>
    public ImmutableArray<FlannelMember> Members => _members;

    /// <summary>All addresses of pods.</summary>
    public ImmutableArray<IpPrefix> Networks =>
        [.. new[] { _config.V4, _config.V6 }.Where(family => family.Enabled).Select(family => family.Cidr).OfType<IpPrefix>()];

    /// <summary>Puts the nodes together; an error where the configuration's backend does not work on one of them.</summary>
    public static FlannelResult<FlannelCluster> Of(ClusterNetwork cluster, FlannelConfig config, MasqueradeVariant variant)
    {
        NodeLeases leases = new(cluster, config);
        ImmutableArray<FlannelMember>.Builder members = ImmutableArray.CreateBuilder<FlannelMember>();
        foreach ((ClusterNode node, FlannelLease lease, FlannelLease? told) in leases.All)
        {
            FlannelResult<FlannelBackend> backend = FlannelBackend.Of(leases.HostOf(node, lease));
            if (backend.Value is null)
            {
                return new(backend.Error!.Kind, $"node `{node.Name}`: {backend.Error.Message}");
            }

            members.Add(new FlannelMember(node, lease, told, backend.Value));
        }

        return new(new FlannelCluster(config, variant, members.ToImmutable()));
    }

    /// <summary>The node of a name; null where it has no lease.</summary>
    public FlannelMember? Member(string node) => _byNode.GetValueOrDefault(node);

    /// <summary>What Flannel makes on a node; null where it has no lease.</summary>
    /// <param name="node">The node.</param>
    /// <param name="links">The node's routes without Flannel.</param>
    public FlannelNode? On(ClusterNode node, RouteTable links) => Member(node.Name) is { } own
        ? new FlannelNode(own, _members.Where(member => member != own).Select(member => member.Told).OfType<FlannelLease>(), links)
        : null;

    /// <summary>What Flannel's rules on a node do, with another's policies.</summary>
    public NodeRules RulesOf(ClusterNode node, NetworkStack stack, NodeProxy? services, IPacketFilter filter)
    {
        FlannelLease? lease = Member(node.Name)?.Lease;
        return new FlannelRules(stack, services, MasqueradeOf(_config.V4, lease?.Subnet), MasqueradeOf(_config.V6, lease?.SubnetV6), filter);
    }

    /// <summary>The routes of a router that knows which node has which subnet.</summary>
    public IEnumerable<Route> RoutesOfRouter(Underlay underlay) =>
        _members.SelectMany(member => underlay.RoutesVia(member.Node, member.Subnets));

    private FlannelMasquerade? MasqueradeOf(FlannelSubnets family, IpPrefix? subnet) =>
        family.Cidr is { } network && subnet is { } own ? FlannelMasquerade.Of(_variant, network, own) : null;
}
