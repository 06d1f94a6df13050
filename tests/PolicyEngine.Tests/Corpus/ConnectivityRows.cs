using PolicyEngine.Connectivity;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Corpus;

/// <summary>A matrix in the words of the other analyser: workloads with their kind, IPv4 ranges, ports of three protocols.</summary>
internal static class ConnectivityRows
{
    public static HashSet<string> Of(PolicySnapshot snapshot)
    {
        ConnectivityMatrix matrix = snapshot.Matrix(new MatrixQuery(), out _)!;
        return [.. matrix.Connections().Where(IsIpv4).Select(Row).Where(row => !row.EndsWith(": ", StringComparison.Ordinal))];
    }

    public static string Ports(TrafficSet traffic) => string.Join("; ", new[] { Protocol.Sctp, Protocol.Tcp, Protocol.Udp }.Select(protocol => Ports(traffic, protocol)).Where(text => text.Length > 0));

    private static bool IsIpv4(Connection connection) => new[] { connection.From, connection.To }.All(party => party.Range is not { First.Family: IpFamily.V6 });

    private static string Row(Connection connection) => $"{Name(connection.From)} -> {Name(connection.To)}: {Ports(connection.Allowed)}";

    private static string Name(MatrixParty party)
    {
        if (party.Range is { } range)
        {
            return $"{range.First}-{range.Last}";
        }

        string[] parts = party.Name.Split('/');
        return parts.Length == 3 ? $"{parts[1]}/{parts[2]}[{parts[0]}]" : $"{party.Name}[Pod]";
    }

    private static string Ports(TrafficSet traffic, Protocol protocol)
    {
        IntervalSet<ushort> ports = IntervalSet<ushort>.FromIntervals(traffic.Intersect(TrafficSet.ForProtocol(protocol)).Boxes.Select(box => box.Majors))
            .Intersect(IntervalSet<ushort>.Of(1, ushort.MaxValue));
        return ports.IsEmpty ? "" : $"{protocol.Name} {ports}";
    }
}
