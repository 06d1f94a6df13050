using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Finds a flow that two snapshots decide differently.</summary>
internal sealed class WitnessFinder(PolicySnapshot before, PolicySnapshot after)
{
    private readonly Dictionary<string, int> _old = Places(before.Model);
    private readonly Dictionary<string, int> _new = Places(after.Model);

    /// <summary>The flow, with the parties in both snapshots; null where no single pair tells the difference.</summary>
    public FoundWitness? Find(PairChange change)
    {
        foreach (ComparedParty source in Parties(change, isSource: true))
        {
            foreach (ComparedParty destination in Parties(change, isSource: false))
            {
                if (source.Name == destination.Name && !IsWorkload(source))
                {
                    continue;
                }

                if (Find(source, destination) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private FoundWitness? Find(ComparedParty source, ComparedParty destination)
    {
        bool wasThere = source.Old is not null && destination.Old is not null;
        bool isThere = source.New is not null && destination.New is not null;
        if ((wasThere ? source.Old!.Value.Family != destination.Old!.Value.Family : isThere && source.New!.Value.Family != destination.New!.Value.Family) || !(wasThere || isThere))
        {
            return null;
        }

        ConnectionSet? old = wasThere ? before.Connections(source.Old!.Value, destination.Old!.Value) : null;
        ConnectionSet? now = isThere ? after.Connections(source.New!.Value, destination.New!.Value) : null;
        TrafficSet was = old?.Allowed ?? TrafficSet.Empty;
        TrafficSet becomes = now?.Allowed ?? TrafficSet.Empty;
        TrafficSet differs = becomes.Subtract(was).Union(was.Subtract(becomes));
        if (differs.IsEmpty && old is not null && now is not null)
        {
            differs = now.Unknown.Subtract(old.Unknown).Union(old.Unknown.Subtract(now.Unknown));
        }

        if (differs.Lowest is not { } traffic)
        {
            return null;
        }

        Flow? oldFlow = wasThere ? new Flow(source.Old!.Value, destination.Old!.Value, traffic) : null;
        Flow? newFlow = isThere ? new Flow(source.New!.Value, destination.New!.Value, traffic) : null;
        return new FoundWitness(
            new ChangeWitness(source.Name, destination.Name, traffic, oldFlow is { } earlier ? before.Evaluate(earlier) : null, newFlow is { } later ? after.Evaluate(later) : null),
            source,
            destination);
    }

    private static bool IsWorkload(ComparedParty party) =>
        party.New?.KnownEndpoint is { Kind: EndpointKind.Workload } || party.Old?.KnownEndpoint is { Kind: EndpointKind.Workload };

    private IEnumerable<ComparedParty> Parties(PairChange change, bool isSource)
    {
        MatrixParty? old = change.OldSides is { } were ? (isSource ? were.From : were.To) : null;
        MatrixParty? now = change.NewSides is { } are ? (isSource ? are.From : are.To) : null;
        MatrixParty any = (now ?? old)!;
        if (any.Range is { } range)
        {
            return [new ComparedParty(range.First.ToString(), before.PartyAt(range.First), after.PartyAt(range.First))];
        }

        return (old?.Endpoints ?? []).Concat(now?.Endpoints ?? [])
            .Select(endpoint => endpoint.ToString())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .SelectMany(Parties);
    }

    /// <summary>The endpoint in each family it has in either snapshot.</summary>
    private IEnumerable<ComparedParty> Parties(string name)
    {
        Party[] old = _old.TryGetValue(name, out int was) ? [.. before.Parties.Of(was)] : [];
        Party[] now = _new.TryGetValue(name, out int becomes) ? [.. after.Parties.Of(becomes)] : [];
        foreach (IpFamily family in (IpFamily[])[IpFamily.V4, IpFamily.V6])
        {
            if (In(old, family) is var earlier && In(now, family) is var later && (earlier is not null || later is not null))
            {
                yield return new ComparedParty(name, earlier, later);
            }
        }

        static Party? In(Party[] parties, IpFamily family) => Array.FindIndex(parties, party => party.Family == family) is >= 0 and var index ? parties[index] : null;
    }

    private static Dictionary<string, int> Places(PolicyModel model)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (int index in model.Endpoints.Numbers)
        {
            places.TryAdd(model.Endpoints[index].ToString(), index);
        }

        return places;
    }
}

/// <summary>A party in two snapshots.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Old">It before; null where it was not there.</param>
/// <param name="New">It now; null where it is gone.</param>
internal sealed record ComparedParty(string Name, Party? Old, Party? New);

/// <summary>A flow that two snapshots decide differently.</summary>
/// <param name="Witness">The flow and the verdicts.</param>
/// <param name="Source">Its source in both.</param>
/// <param name="Destination">Its destination in both.</param>
internal sealed record FoundWitness(ChangeWitness Witness, ComparedParty Source, ComparedParty Destination);
