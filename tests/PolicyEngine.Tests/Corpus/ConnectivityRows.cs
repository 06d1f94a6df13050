using PolicyEngine.Connectivity;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Corpus;

/// <summary>A matrix in the words of the other analyser: workloads with their kind, IPv4 ranges, ports of three protocols.</summary>
internal static class ConnectivityRows
{
    /// <param name="snapshot">The cluster.</param>
    /// <param name="peers">The workloads that the analyser knows.</param>
    public static HashSet<string> Of(PolicySnapshot snapshot, HashSet<string> peers)
    {
        ConnectivityMatrix matrix = snapshot.Matrix(new MatrixQuery(), out _)!;
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (MatrixParty party in matrix.Sources)
        {
            names.Add(party.Name, Name(party, peers));
        }

        return
        [
            .. matrix.Connections().Where(IsIpv4)
                .Select(connection => (From: NameIn(connection.From), To: NameIn(connection.To), Ports: Ports(connection.Allowed)))
                .Where(row => row.Ports.Length > 0 && row.From.Length > 0 && row.To.Length > 0)
                .Select(row => $"{row.From} -> {row.To}: {row.Ports}"),
        ];

        string NameIn(MatrixParty party) => party.Range is { } range ? $"{range.First}-{range.Last}" : names[party.Name];
    }

    public static string Ports(TrafficSet traffic) => string.Join("; ", new[] { Protocol.Sctp, Protocol.Tcp, Protocol.Udp }.Select(protocol => Ports(traffic, protocol)).Where(text => text.Length > 0));

    private static bool IsIpv4(Connection connection) => new[] { connection.From, connection.To }.All(party => party.Range is not { First.Family: IpFamily.V6 });

    /// <summary>A workload as the analyser names it, by what controls its pods directly; empty where it does not know it.</summary>
    public static string Name(MatrixParty party, HashSet<string> peers)
    {
        string[] parts = party.Name.Split('/');
        string name = parts.Length == 3 ? $"{parts[1]}/{parts[2]}[{parts[0]}]" : $"{party.Name}[Pod]";
        return peers.Contains(name) ? name
            : parts is ["Deployment", _, _] ? peers.FirstOrDefault(peer => IsReplicaSetOf(peer, $"{parts[1]}/{parts[2]}")) ?? ""
            : "";
    }

    private static bool IsReplicaSetOf(string peer, string deployment) =>
        peer.EndsWith("[ReplicaSet]", StringComparison.Ordinal) && peer.LastIndexOf('-') is > 0 and var dash && peer[..dash] == deployment;

    private static string Ports(TrafficSet traffic, Protocol protocol)
    {
        IntervalSet<ushort> ports = IntervalSet<ushort>.FromIntervals(traffic.Intersect(TrafficSet.ForProtocol(protocol)).Boxes.Select(box => box.Majors))
            .Intersect(IntervalSet<ushort>.Of(1, ushort.MaxValue));
        return ports.IsEmpty ? "" : $"{protocol.Name} {ports}";
    }
}
