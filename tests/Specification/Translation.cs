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

    /// <summary>What a node sends to a pod of another: where a tunnel takes it, the tunnel's address, which no input says and is taken to be any of the pools with tunnels.</summary>
    public static Packet IntoTunnel(World world, Packet packet, OpenQuestions questions)
    {
        if (packet.Destination.Address is not { } destination || Encapsulation.Towards(world, destination) != HostInterface.Tunnel)
        {
            return packet;
        }

        Address[] tunnels = [.. world.Pools.Where(pool => pool.IsEncapsulated && Net.Parse(pool.Cidr).First.Family == packet.Family).Select(pool => LastFree(world, Net.Parse(pool.Cidr)))];
        int answer = questions.Ask(tunnels.Length + 1);
        return answer == 0 ? packet : packet with { Source = new End(null, tunnels[answer - 1], packet.Family) };
    }

    private static Address LastFree(World world, Net pool)
    {
        Address address = pool.Last;
        while (world.Pods.Any(pod => pod.Addresses.Any(held => Address.Parse(held) == address)) || world.Nodes.Any(node => node.Has(address)))
        {
            address = address with { Bits = address.Bits - 1 };
        }

        return address;
    }

    private static PoolObject? PoolOf(World world, Address address) => world.Pools.FirstOrDefault(pool => Net.Parse(pool.Cidr).Contains(address));
}
