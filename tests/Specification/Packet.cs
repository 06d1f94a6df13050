namespace PolicyEngine.Specification;

/// <summary>One side of a packet: a pod, with or without an address, or an address that is no pod's.</summary>
public sealed record End(PodObject? Pod, Address? Address, int Family)
{
    /// <summary>The side behind an address, or behind <c>namespace/pod</c> with no address known and traffic of the family given.</summary>
    public static End Of(World world, string text, int family)
    {
        if (world.Pods.FirstOrDefault(pod => pod.FullName == text) is { } named)
        {
            return new End(named, null, family);
        }

        Address address = Specification.Address.Parse(text);
        return new End(world.Pods.FirstOrDefault(pod => !pod.HostNetwork && pod.Addresses.Any(held => Specification.Address.Parse(held) == address)), address, address.Family);
    }

    /// <summary>The pod with its address of a family, which the world may not give.</summary>
    public End InFamily(int family)
    {
        foreach (string held in Pod!.Addresses)
        {
            if (Specification.Address.Parse(held) is var address && address.Family == family)
            {
                return new End(Pod, address, family);
            }
        }

        return new End(Pod, null, family);
    }
}

/// <summary>
/// The first packet of a connection. <paramref name="Major"/> and <paramref name="Minor"/> are destination and source port of
/// TCP (6), UDP (17) and SCTP (132), type and code of ICMP (1) and ICMPv6 (58), and 0 for other protocols.
/// </summary>
public sealed record Packet(End Source, End Destination, int Protocol, int Major, int Minor)
{
    /// <summary>What the connection will ask for; null where nobody knows.</summary>
    public Request? Http { get; init; }

    public int Family => Destination.Family;

    /// <summary>Traffic between a pod and an address that is no pod's has that address's family.</summary>
    public Packet InOneFamily() => Source.Family == Destination.Family || Source.Pod is null == Destination.Pod is null ? this
        : Source.Pod is null ? this with { Destination = Destination.InFamily(Source.Family) }
        : this with { Source = Source.InFamily(Destination.Family) };

    public bool HasPorts => Protocol is 6 or 17 or 132;

    public bool IsIcmp => Protocol is 1 or 58;
}
