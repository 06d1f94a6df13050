using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>
/// Compares two snapshots of the same endpoints between every two parties of which new policies govern at least one, and
/// leaves out the traffic that was asked about. Nothing else can differ: what a policy governs is its endpoints' traffic.
/// </summary>
internal sealed class SideEffectFinder(PolicySnapshot before, PolicySnapshot after, AskedFlows asked, CancellationToken cancellation)
{
    private readonly Dictionary<(TrafficSet, TrafficSet, TrafficSet, string, string), SideEffect> _effects = [];

    public ImmutableArray<SideEffect> Find()
    {
        HashSet<PolicyName> known = [.. before.Model.Policies.Select(policy => policy.Name)];
        Policy[] added = [.. after.Model.Policies.Where(policy => !known.Contains(policy.Name))];
        HashSet<int> subjectNumbers = [.. after.Model.Endpoints.Numbers.Where(number => IsSubject(after.Model.Endpoints[number], added))];
        bool anyHost = subjectNumbers.Any(number => after.Model.Endpoints[number].Kind == EndpointKind.HostEndpoint);
        ComparedParty[] parties = [.. Parties()];
        List<ComparedParty[]> all = Classes(parties, _ => true, byNode: anyHost);

        // What a host endpoint forwards may be anyone's.
        List<ComparedParty[]> subjects = anyHost ? all : Classes(parties, party => party.Endpoint != Party.NoEndpoint && subjectNumbers.Contains(party.Endpoint), byNode: true);
        List<ComparedParty[]> others = anyHost ? [] : Classes(parties, party => party.Endpoint == Party.NoEndpoint || !subjectNumbers.Contains(party.Endpoint), byNode: false);
        foreach (ComparedParty[] subject in subjects)
        {
            foreach (ComparedParty[] other in subjects)
            {
                Compare(subject, other);
            }

            foreach (ComparedParty[] other in others)
            {
                Compare(subject, other);
                Compare(other, subject);
            }
        }

        return [.. _effects.Values];
    }

    private static bool IsSubject(Endpoint endpoint, Policy[] policies) => endpoint.LendsLabels && policies.Any(policy => policy.Subject.Matches(endpoint.Labels));

    private IEnumerable<ComparedParty> Parties()
    {
        foreach (int index in before.Model.Endpoints.Numbers)
        {
            ImmutableArray<Party> old = before.Parties.OfAny(index);
            foreach ((Party party, Party changed) in old.Zip(after.Parties.OfAny(index)))
            {
                yield return Compared(party, changed, before.Model.Endpoints[index].ToString(), adapts: old.Length == 1);
            }
        }

        IEnumerable<IpAddress> outside = after.Graph.Representatives(AddressSet.All.Subtract(after.Nodes.AllAddresses)).Concat(after.Nodes.Addresses);
        foreach (IpAddress address in outside)
        {
            Party changed = after.PartyAt(address);
            if (changed.Endpoint == Party.NoEndpoint)
            {
                yield return Compared(before.PartyAt(address), changed, address.ToString(), adapts: false);
            }
        }
    }

    private ComparedParty Compared(Party old, Party changed, string name, bool adapts) => new(
        old, changed, name, adapts, asked.HasSource(old), asked.HasDestination(old) ? asked.TrafficTo(old) : null);

    private List<ComparedParty[]> Classes(IEnumerable<ComparedParty> parties, Func<ComparedParty, bool> condition, bool byNode) =>
    [
        .. parties.Where(condition)
            .GroupBy(party => (
                party.IsAskedSource,
                party.AskedTraffic,
                party.Adapts,
                before.Halves.ClassOf(party.Before, inBothFamilies: true, NodeOf(before, party.Before, byNode), isTranslated: false),
                after.Halves.ClassOf(party.After, inBothFamilies: true, NodeOf(after, party.After, byNode), isTranslated: false)))
            .Select(group => group.ToArray()),
    ];

    private static string? NodeOf(PolicySnapshot snapshot, in Party party, bool byNode) =>
        byNode && party.Endpoint != Party.NoEndpoint ? snapshot.Model.Endpoints[party.Endpoint].Node : snapshot.Parties.NodeOf(party);

    private void Compare(ComparedParty[] sources, ComparedParty[] destinations)
    {
        cancellation.ThrowIfCancellationRequested();
        long pairs = (long)sources.Length * destinations.Length;
        (ComparedParty Source, ComparedParty Destination)? first = null;
        if (sources[0].Endpoint == Party.NoEndpoint || destinations[0].Endpoint == Party.NoEndpoint)
        {
            first = (sources[0], destinations[0]);
        }
        else
        {
            HashSet<int> endpoints = [.. destinations.Select(destination => destination.Endpoint)];
            pairs -= sources.Where(source => endpoints.Contains(source.Endpoint)).Sum(source => destinations.Count(destination => IsOnePod(source, destination)));
            first = pairs == 0 ? null : FirstDistinct(sources, destinations);
        }

        if (first is { } pair && MayMeet(pair.Source, pair.Destination))
        {
            Compare(pair.Source, pair.Destination, pairs);
        }
    }

    /// <summary>An endpoint of one family meets an address outside in that address's family.</summary>
    private static bool MayMeet(ComparedParty source, ComparedParty destination) =>
        source.Before.Family == destination.Before.Family
        || (source.Adapts && destination.Endpoint == Party.NoEndpoint)
        || (destination.Adapts && source.Endpoint == Party.NoEndpoint);

    private (ComparedParty, ComparedParty) FirstDistinct(ComparedParty[] sources, ComparedParty[] destinations) => (
        from source in sources
        from destination in destinations
        where !IsOnePod(source, destination)
        select (source, destination)).First();

    private bool IsOnePod(ComparedParty one, ComparedParty other) =>
        one.Endpoint == other.Endpoint && before.Model.Endpoints[one.Endpoint].Kind != EndpointKind.Workload;

    private void Compare(ComparedParty source, ComparedParty destination, long pairs)
    {
        ConnectionSet old = before.Connections(source.Before, destination.Before);
        ConnectionSet changed = after.Connections(source.After, destination.After);
        TrafficSet concerned = source.IsAskedSource && destination.AskedTraffic is { } traffic ? traffic.Complement() : TrafficSet.All;
        TrafficSet allowed = changed.Allowed.Subtract(old.Allowed).Intersect(concerned);
        TrafficSet denied = changed.Denied.Subtract(old.Denied).Intersect(concerned);
        TrafficSet unknown = changed.Unknown.Subtract(old.Unknown).Intersect(concerned);
        if ((allowed.Lowest ?? denied.Lowest ?? unknown.Lowest) is not { } witness)
        {
            return;
        }

        var key = (allowed, denied, unknown, source.Name, destination.Name);
        _effects[key] = _effects.TryGetValue(key, out SideEffect? effect)
            ? effect with { Pairs = effect.Pairs + pairs }
            : new SideEffect(allowed, denied, unknown, pairs, source.Name, destination.Name, new Flow(source.Before, destination.Before, witness));
    }

    /// <summary>A party in both snapshots.</summary>
    /// <param name="Before">The party before.</param>
    /// <param name="After">The party after.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Adapts">Whether it is an endpoint of one family, which meets addresses of the other all the same.</param>
    /// <param name="IsAskedSource">Whether the question is about traffic from it.</param>
    /// <param name="AskedTraffic">The traffic towards it that the question is about; null where it is about none.</param>
    private sealed record ComparedParty(Party Before, Party After, string Name, bool Adapts, bool IsAskedSource, TrafficSet? AskedTraffic)
    {
        public int Endpoint => Before.Endpoint;
    }
}
