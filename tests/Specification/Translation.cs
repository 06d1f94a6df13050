namespace PolicyEngine.Specification;

/// <summary>The packet as another node sees it.</summary>
// Calico: natOutgoing of pools. Policies of the source see the pod's own address.
public static class Translation
{
    public static Packet OnTheWay(World world, Packet packet)
    {
        if (packet.Source is not { Pod: { Node: { } node }, Address: { } source } || packet.Destination is not { Pod: null, Address: { } destination })
        {
            return packet;
        }

        var settings = new FelixSettings(world, node);
        bool isTranslated = settings.Polices(packet.Family)
            && PoolOf(world, source)?.NatOutgoing == true && PoolOf(world, destination) is null
            && !(settings.ExemptsHosts && world.Nodes.Any(item => item.Has(destination)));
        return isTranslated && world.Nodes.FirstOrDefault(item => item.Name == node)?.First(packet.Family) is { } shown
            ? packet with { Source = new End(null, shown, packet.Family) }
            : packet;
    }

    private static PoolObject? PoolOf(World world, Address address) => world.Pools.FirstOrDefault(pool => Net.Parse(pool.Cidr).Contains(address));
}
