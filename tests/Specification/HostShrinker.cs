using static PolicyEngine.Specification.WorldShrinker;

namespace PolicyEngine.Specification;

/// <summary>
/// Worlds with a little less about their hosts. What tells the way of packets stays: nodes with their addresses, pools, and a
/// host endpoint, without which nobody asks about hosts.
/// </summary>
public static class HostShrinker
{
    public static IEnumerable<World> Shrink(World world) =>
    [
        .. Less(world.HostEndpoints, Shrink).Where(list => list.Any(host => !host.IsRefused)).Select(list => world with { HostEndpoints = list }),
        .. Less(world.Felix, Shrink).Select(list => world with { Felix = list }),
        .. Less(world.Pools, Shrink).Where(list => list.Length == world.Pools.Length).Select(list => world with { Pools = list }),
        .. Idle(world),
    ];

    /// <summary>A node may go with its host endpoints where no pod runs on it; its addresses are outside then.</summary>
    private static IEnumerable<World> Idle(World world) => world.HostEndpoints.IsEmpty ? [] : world.Nodes
        .Where(node => world.Pods.All(pod => pod.Node != node.Name) && world.HostEndpoints.All(host => host.Node != node.Name) && world.Felix.All(felix => felix.Node != node.Name))
        .Select(node => world with { Nodes = world.Nodes.Remove(node) });

    private static IEnumerable<HostEndpointObject> Shrink(HostEndpointObject host) =>
    [
        .. Less(host.Labels).Select(labels => host with { Labels = labels }),
        .. Less(host.Profiles).Select(profiles => host with { Profiles = profiles }),
        .. Less(host.Ports).Select(ports => host with { Ports = ports }),
        .. host is { IsForAll: true, ExpectedAddresses.IsEmpty: false } ? (HostEndpointObject[])[host with { ExpectedAddresses = [] }] : [],
    ];

    private static IEnumerable<PoolObject> Shrink(PoolObject pool) =>
        new[] { pool with { Ipip = null }, pool with { Vxlan = null }, pool with { NatOutgoing = false } }.Where(smaller => smaller != pool);

    private static IEnumerable<FelixObject> Shrink(FelixObject felix) =>
    [
        .. new[]
        {
            felix with { Inbound = null }, felix with { Outbound = null }, felix with { ToHost = null }, felix with { AllowsVxlan = null }, felix with { AllowsIpip = null },
            felix with { VxlanPort = null }, felix with { Ipv6Support = null }, felix with { NatOutgoingExclusions = null },
        }.Where(smaller => smaller != felix),
        .. felix.Inbound is { } inbound ? Less(inbound).Select(list => felix with { Inbound = list }) : [],
        .. felix.Outbound is { } outbound ? Less(outbound).Select(list => felix with { Outbound = list }) : [],
    ];
}
