using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>Finds traffic that takes many lines, though all around it takes few: all protocols but one, all messages of ICMP but one.</summary>
internal static class BroadTraffic
{
    // How many times the lines of the rest.
    private const int Many = 4;

    private static readonly TrafficSet[] s_divisible =
        [.. new[] { Protocol.Icmp, Protocol.Tcp, Protocol.Udp, Protocol.IcmpV6, Protocol.Sctp }.Select(TrafficSet.ForProtocol)];

    /// <summary>All protocols, or those in which it is so; none where it is short, or everything.</summary>
    public static TrafficSet Around(TrafficSet traffic) => IsBroad(traffic, TrafficSet.All) ? TrafficSet.All
        : TrafficSet.Union(s_divisible.Where(protocol => IsBroad(traffic.Intersect(protocol), protocol)));

    private static bool IsBroad(TrafficSet traffic, TrafficSet around) =>
        AclTraffic.Of(traffic).Count() > Many * (AclTraffic.Of(around.Subtract(traffic)).Count() + 1);
}
