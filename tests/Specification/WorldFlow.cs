using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>A packet in words: each side an address, or <c>namespace/pod</c> for a pod whose address is not known.</summary>
public sealed record WorldFlow(string Source, string Destination, int Protocol, int Major, int Minor)
{
    private static readonly int[] s_protocols = [6, 6, 6, 6, 6, 17, 17, 17, 132, 1, 1, 58, 58, 4, 47, 136, 255];
    private static readonly int[] s_types = [0, 8, 9, 127, 128, 130, 134, 136, 254, 255];
    private static readonly int[] s_codes = [0, 1, 2, 254, 255];

    private static readonly int[] s_ports =
        [.. WorldBuilder.PortNumbers.SelectMany(number => (int[])[number - 1, number, number, number + 1, number + 400, number + 500, number + 501])
            .Where(number => number is >= 0 and <= 65535), 0, 1, 22, 179, 67, 68, 4789, 4789];

    /// <summary>Addresses around the edges of every net that a generated world can mention.</summary>
    private static readonly ImmutableArray<string> s_edges =
        [.. WorldBuilder.Nets.Select(Net.Parse).SelectMany(Edges).Distinct().Select(address => address.ToString())];

    /// <summary>What it will ask for; null where nobody knows.</summary>
    public Request? Http { get; init; }

    public override string ToString() => $"{Source} -> {Destination} protocol {Protocol} major {Major} minor {Minor}{(Http is null ? "" : $" asks for {Http}")}";

    /// <summary>Between all pods and host endpoints' nodes both ways, and between them and some addresses at the edges of nets.</summary>
    public static IEnumerable<WorldFlow> Sample(World world, int seed)
    {
        var dice = new Dice(seed);
        string[] hosts = [.. world.Nodes.SelectMany(node => node.Addresses)];
        string[] pods = [.. world.Pods.SelectMany(pod => pod.Addresses.IsEmpty ? [pod.FullName] : pod.Addresses).Concat(world.HostEndpoints.IsEmpty ? [] : hosts).Distinct(StringComparer.Ordinal)];
        string[] outside = [.. dice.Subset(s_edges, 25).Where(edge => IsKnownPlace(world, edge))];
        foreach (string source in pods.Concat(outside))
        {
            foreach (string destination in pods.Concat(outside))
            {
                if (!AreOfInterest(source, destination) && !(world.HostEndpoints.IsEmpty && dice.Chance(5)))
                {
                    continue;
                }

                // What a host makes of packets to the very address that they come from is written nowhere.
                if (source == destination && hosts.Contains(source, StringComparer.Ordinal))
                {
                    continue;
                }

                bool isPods = pods.Contains(source, StringComparer.Ordinal) && pods.Contains(destination, StringComparer.Ordinal);
                bool isOutside = !pods.Contains(source, StringComparer.Ordinal) && !pods.Contains(destination, StringComparer.Ordinal);
                for (int count = isPods ? 8 : isOutside ? 0 : 3; count > 0; count--)
                {
                    yield return Between(source, destination, dice);
                }
            }
        }

        if (outside.Length > 1 && world.HostEndpoints.IsEmpty)
        {
            yield return Between(outside[0], outside[1], dice);
        }
    }

    /// <summary>Where an address of a pool is that no pod has is written nowhere.</summary>
    private static bool IsKnownPlace(World world, string address) => !world.Pools.Any(pool => Net.Parse(pool.Cidr).Contains(Address.Parse(address)));

    private static bool AreOfInterest(string source, string destination) => source != destination && MayMeet(source, destination);

    /// <summary>Whether they can have a family in common; a pod without address may have either.</summary>
    private static bool MayMeet(string source, string destination) =>
        source.Contains('/', StringComparison.Ordinal) || destination.Contains('/', StringComparison.Ordinal)
        || source.Contains(':', StringComparison.Ordinal) == destination.Contains(':', StringComparison.Ordinal);

    private static WorldFlow Between(string source, string destination, Dice dice)
    {
        int protocol = dice.Pick(s_protocols);
        Request? request = protocol == 6 || dice.Chance(10) ? HttpBuilder.Request(dice) : null;
        WorldFlow flow = protocol switch
        {
            6 or 17 or 132 => new WorldFlow(source, destination, protocol, dice.Pick(s_ports), dice.Chance(50) ? dice.Pick(s_ports) : 30000),
            1 or 58 => new WorldFlow(source, destination, protocol, dice.Pick(s_types), dice.Pick(s_codes)),
            _ => new WorldFlow(source, destination, protocol, 0, 0),
        };
        return flow with { Http = request };
    }

    private static IEnumerable<Address> Edges(Net net)
    {
        yield return net.First;
        yield return net.Last;
        if (net.Length > 0 && net.First.Bits > 0)
        {
            yield return net.First with { Bits = net.First.Bits - 1 };
        }

        if (net.Last.Bits < (net.Family == 4 ? uint.MaxValue : UInt128.MaxValue))
        {
            yield return net.Last with { Bits = net.Last.Bits + 1 };
        }
    }
}
