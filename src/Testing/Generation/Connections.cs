using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Testing.Generation;

/// <summary>Connections between everybody of a cluster and addresses of the blocks that its policies name.</summary>
internal sealed class Connections
{
    private readonly PolicySnapshot _snapshot;
    private readonly ImmutableArray<IpAddress> _outside;
    private readonly ImmutableArray<TrafficPoint> _traffic;

    public Connections(PolicySnapshot snapshot)
    {
        _snapshot = snapshot;
        var words = Vocabulary.Of(snapshot);
        _outside = [.. words.Blocks.Select(First).Append(IpAddress.V4(0xC000_0207)).Distinct()];
        _traffic =
        [
            .. words.Ports.SelectMany(port => ((int[])[port.Number, port.Number - 1, port.Number + 1]).Where(number => number is > 0 and <= ushort.MaxValue)
                .Select(number => TrafficPoint.Ports(port.Protocol, (ushort)number))).Distinct(),
            TrafficPoint.Icmp(Protocol.Icmp, 8),
        ];
    }

    public Arbitrary<Flow> Flows()
    {
        ImmutableArray<Party> parties = [.. _snapshot.Model.Endpoints.SelectMany(endpoint => _snapshot.PartiesOf(endpoint)), .. _outside.Select(_snapshot.PartyAt)];
        return Arb.From(
            from source in Draw.From(parties)
            from destination in Draw.From(parties)
            from traffic in Draw.From(_traffic)
            select new Flow(source, destination, traffic),
            flow =>
            [
                .. Earlier(parties, flow.Source).Select(source => flow with { Source = source }),
                .. Earlier(parties, flow.Destination).Select(destination => flow with { Destination = destination }),
                .. Earlier(_traffic, flow.Traffic).Select(traffic => flow with { Traffic = traffic }),
            ]);
    }

    public Arbitrary<Query> Queries()
    {
        ImmutableArray<string> names = [.. _snapshot.Model.Endpoints.Select(endpoint => endpoint.ToString()), .. _outside.Select(address => address.ToString())];
        return Arb.From(
            from source in Draw.From(names)
            from destination in Draw.From(names)
            from traffic in Draw.From(_traffic)
            select Query(source, destination, traffic),
            query =>
            [
                .. Earlier(names, query.From).Select(source => query with { From = source }),
                .. Earlier(names, query.To).Select(destination => query with { To = destination }),
            ]);
    }

    private static Query Query(string source, string destination, TrafficPoint traffic) => new()
    {
        From = source,
        To = destination,
        Protocol = traffic.Protocol,
        Port = traffic.Protocol.HasPorts ? traffic.Major.ToString(CultureInfo.InvariantCulture) : null,
        IcmpType = traffic.Protocol.IsIcmp ? (byte)traffic.Major : null,
    };

    /// <summary>What stands before a value, in few steps to the first.</summary>
    private static IEnumerable<T> Earlier<T>(ImmutableArray<T> all, T value)
    {
        int index = all.IndexOf(value);
        return ((int[])[0, index / 2, index - 1]).Where(earlier => earlier >= 0 && earlier < index).Distinct().Select(earlier => all[earlier]);
    }

    private static IpAddress First(string block) => IpPrefix.TryParse(block, out IpPrefix prefix) ? prefix.First : default;
}
