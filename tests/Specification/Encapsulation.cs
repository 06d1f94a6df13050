namespace PolicyEngine.Specification;

/// <summary>Packets that wrap others, and which traffic is wrapped.</summary>
// Calico: tunnel special cases.
public static class Encapsulation
{
    public static bool IsIpip(Packet packet) => packet.Protocol == 4;

    public static bool IsVxlan(Packet packet, FelixSettings settings) => packet.Protocol == 17 && packet.Major == settings.VxlanPort;

    /// <summary>Whether nodes exchange such packets at all, so that they leave them to nobody else.</summary>
    public static bool IsBetweenNodes(World world, Packet packet, FelixSettings settings) =>
        (IsIpip(packet) && packet.Family == 4 && world.Pools.Any(pool => pool.Ipip == "Always"))
        || (IsVxlan(packet, settings) && world.Pools.Any(pool => pool.Vxlan == "Always" && Net.Parse(pool.Cidr).Family == packet.Family));

    /// <summary>The interface by which a node sends to an address of another machine, or receives what was sent there.</summary>
    public static HostInterface Towards(World world, Address destination) =>
        world.Pools.Any(pool => pool.IsEncapsulated && Net.Parse(pool.Cidr).Contains(destination)) ? HostInterface.Tunnel : HostInterface.Uplink;
}
