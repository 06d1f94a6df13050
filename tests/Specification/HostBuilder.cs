using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>
/// Gives a world host endpoints, and with them all that tells which way packets go: the node of every pod, an address for
/// each, pools, one interface for each node, and every service that a rule may name.
/// </summary>
public static class HostBuilder
{
    private static readonly ImmutableArray<string> s_v4 = ["192.0.2.7", "192.0.2.8", "192.0.2.6"];
    private static readonly ImmutableArray<string> s_second = ["198.51.100.1", "198.51.100.2", "198.51.100.3"];
    private static readonly ImmutableArray<string> s_v6 = ["2001:db9::", "fe00::", "2001:db9::2"];

    public static World Complete(World world, Dice dice, PolicyBuilder policies)
    {
        bool hasV6 = world.Pods.Any(pod => pod.Addresses.Any(IsV6));
        bool hasV4 = !hasV6 || world.Pods.Any(pod => !pod.Addresses.IsEmpty && !pod.Addresses.All(IsV6));
        ImmutableArray<NodeObject> nodes = [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(index => Node(dice, index, hasV4, hasV6))];
        ImmutableArray<HostEndpointObject> hosts = [.. nodes.SelectMany((node, index) => Hosts(dice, world, node, index))];
        return hosts.All(host => host.IsRefused) ? world : world with
        {
            Nodes = nodes,
            Pods =
            [
                .. world.Pods.Where(pod => !pod.HostNetwork).Select((pod, index) => Placed(dice, pod, index, nodes, hasV4 ? 4 : 6)),
                .. dice.Subset(nodes, 25).Select((node, index) => ClusterBuilder.Host(dice, node, index)),
            ],
            HostEndpoints = hosts,
            Services = ServiceBuilder.All,
            Pools = Pools(dice, hasV4, hasV6),
            Felix = Settings(dice, nodes),
            Profiles = hosts.Any(host => host.Profiles.Any(name => name is "p1" or "p2")) && world.Profiles.IsEmpty
                ? [.. dice.Subset(["p1", "p2"], 80).Select(name => WorldBuilder.Profile(dice, policies, name))]
                : world.Profiles,
            CalicoPolicies =
            [
                .. world.CalicoPolicies.Select(policy => policy is { Namespace: null, DoNotTrack: false } && dice.Chance(35) ? policy with { ApplyOnForward = true } : policy),
                .. new HostPolicyBuilder(dice, policies).Build(),
            ],
        };
    }

    private static NodeObject Node(Dice dice, int index, bool hasV4, bool hasV6) => new($"node{index}", WorldBuilder.SomeLabels(dice),
    [
        .. hasV4 ? [s_v4[index]] : (string[])[],
        .. hasV6 ? [s_v6[index]] : (string[])[],
        .. hasV4 && dice.Chance(15) ? [s_second[index]] : (string[])[],
    ]);

    private static PodObject Placed(Dice dice, PodObject pod, int index, ImmutableArray<NodeObject> nodes, int family) => pod with
    {
        Node = dice.Pick(nodes).Name,
        Addresses = pod.Addresses.IsEmpty ? [WorldBuilder.PodAddresses(family)[index]] : pod.Addresses,
    };

    private static IEnumerable<HostEndpointObject> Hosts(Dice dice, World world, NodeObject node, int index)
    {
        (int Chance, string? Interface, bool HasAddresses)[] kinds =
            [(55, "*", dice.Chance(40)), (10, "*", dice.Chance(40)), (45, "eth0", true), (25, null, true)];
        return kinds.Where(kind => dice.Chance(kind.Chance)).Select((kind, number) =>
            new HostEndpointObject($"{dice.Pick("a", "h", "z")}{dice.Pick("", "-", ".")}{(4 * index) + number}", node.Name, WorldBuilder.SomeLabels(dice))
            {
                Interface = kind.Interface,
                ExpectedAddresses = kind.HasAddresses ? node.Addresses : [],
                Profiles = Profiles(dice, world),
                Ports = [.. dice.Some(0, 2, () => new PortObject(dice.Pick(WorldBuilder.PortNames), dice.Chance(4) ? "6" : dice.Pick("TCP", "TCP", "UDP", "SCTP"), dice.Pick(WorldBuilder.PortNumbers))).Distinct()],
            }).Select(host => dice.Chance(12) ? host with { Labels = host.Labels.Add(EffectiveLabels.Namespace, dice.Pick(WorldBuilder.NamespaceNames)) } : host);
    }

    private static ImmutableArray<string> Profiles(Dice dice, World world)
    {
        string[] names = ["projectcalico-default-allow", "projectcalico-default-allow", "p1", "p2", "missing", .. world.Namespaces.Select(place => $"kns.{place.Name}").Take(1)];
        return [.. dice.Some(0, 2, () => dice.Pick(names)).Distinct(StringComparer.Ordinal)];
    }

    private static ImmutableArray<PoolObject> Pools(Dice dice, bool hasV4, bool hasV6)
    {
        string? mode = dice.Pick(null, "ipip", "vxlan");
        string? mode6 = dice.Pick(null, "vxlan");
        return
        [
            .. hasV4 ? [Pool(dice, "pool4", "10.0.0.0/8", mode)] : (PoolObject[])[],
            .. hasV6 ? [Pool(dice, "pool6", "2001:db8::/32", mode6), Pool(dice, "pool6-private", "fd00::/8", mode6)] : (PoolObject[])[],
        ];
    }

    private static PoolObject Pool(Dice dice, string name, string cidr, string? mode) => new(name, cidr)
    {
        Ipip = mode == "ipip" ? "Always" : dice.Pick(null, "Never"),
        Vxlan = mode == "vxlan" ? "Always" : dice.Pick(null, "Never"),
        NatOutgoing = dice.Chance(50),
    };

    private static ImmutableArray<FelixObject> Settings(Dice dice, ImmutableArray<NodeObject> nodes) =>
    [
        .. dice.Chance(60) ? [Settings(dice, null)] : (FelixObject[])[],
        .. dice.Subset(nodes, 20).Select(node => Settings(dice, node.Name)),
    ];

    private static FelixObject Settings(Dice dice, string? node) => new(node)
    {
        Inbound = dice.Chance(45) ? Failsafes(dice) : null,
        Outbound = dice.Chance(45) ? Failsafes(dice) : null,
        ToHost = dice.Chance(45) ? dice.Pick("Drop", "Accept", "Return") : null,
        AllowsVxlan = dice.Chance(30) ? dice.Chance(70) : null,
        AllowsIpip = dice.Chance(30) ? dice.Chance(70) : null,
        VxlanPort = dice.Chance(15) ? 8081 : null,
        Ipv6Support = dice.Chance(20) ? dice.Chance(30) : null,
        NatOutgoingExclusions = dice.Chance(25) ? dice.Pick("IPPoolsOnly", "IPPoolsAndHostIPs") : null,
    };

    private static ImmutableArray<FailsafeObject> Failsafes(Dice dice) =>
    [
        .. dice.Some(0, 2, () => new FailsafeObject(
            dice.Pick(null, "TCP", "UDP", "tcp"), dice.Pick(WorldBuilder.PortNumbers), dice.Maybe(40, () => dice.Pick(WorldBuilder.Nets)))),
    ];

    private static bool IsV6(string address) => address.Contains(':', StringComparison.Ordinal);
}
