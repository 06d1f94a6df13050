using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>The flows a question is about, party by party, in one snapshot.</summary>
internal sealed class AskedFlows
{
    private const int MostAddresses = 20;

    private readonly PolicySnapshot _snapshot;
    private readonly TrafficQuestion[] _questions;
    private readonly HashSet<(int, IpFamily, IpAddress?)> _sources;
    private readonly HashSet<(int, IpFamily, IpAddress?)> _destinations;

    private AskedFlows(PolicySnapshot snapshot, Query query, PartyGroup from, PartyGroup to)
    {
        (_snapshot, From, To) = (snapshot, from, to);
        _questions = TrafficQuestion.Of(query, to);
        (_sources, _destinations) = ([.. from.Members.Select(Identify)], [.. to.Members.Select(Identify)]);
        SourceNets = NetsOf(query.From);
        DestinationNets = NetsOf(query.To);
    }

    public PartyGroup From { get; }

    public PartyGroup To { get; }

    /// <summary>The blocks of addresses that the question names as sources; null where it names none.</summary>
    public ImmutableArray<IpPrefix>? SourceNets { get; }

    /// <summary>The blocks of addresses that the question names as destinations; null where it names none.</summary>
    public ImmutableArray<IpPrefix>? DestinationNets { get; }

    public static AskedFlows Of(PolicySnapshot snapshot, Query query)
    {
        var resolver = new PartyResolver(snapshot, query.DefaultNamespace);
        PartyGroup? from = resolver.ResolveSource(query.From, out QueryError? error);
        PartyGroup? to = from is null ? null : resolver.ResolveDestination(query, out error);
        return from is null || to is null
            ? throw new ArgumentException(error!.Message, nameof(query))
            : new AskedFlows(snapshot, query, from, to);
    }

    public PartyGroup Side(Directions direction) => direction == Directions.Egress ? From : To;

    public bool HasSource(in Party party) => Has(_sources, SourceNets, party);

    public bool HasDestination(in Party party) => Has(_destinations, DestinationNets, party);

    /// <summary>The traffic asked about towards a destination.</summary>
    public TrafficSet TrafficTo(in Party destination)
    {
        TrafficSet traffic = TrafficSet.Empty;
        foreach (TrafficQuestion question in _questions)
        {
            traffic = traffic.Union(question.To(destination, EndpointOf(destination)));
        }

        return traffic;
    }

    /// <summary>How policies name the sources; null where an address is missing or they are too many.</summary>
    public ImmutableArray<PartyTerm>? Sources() => Terms(From.Members, SourceNets, To.Families);

    /// <summary>How policies name destinations; null where an address is missing or they are too many.</summary>
    public ImmutableArray<PartyTerm>? Destinations(IEnumerable<Party> destinations) => Terms(destinations, DestinationNets, From.Families);

    public Endpoint? EndpointOf(in Party party) => party.Endpoint == Party.NoEndpoint ? null : _snapshot.Model.Endpoints[party.Endpoint];

    /// <summary>An endpoint is one party in each family, whichever of its addresses was named.</summary>
    private static (int, IpFamily, IpAddress?) Identify(Party party) => (party.Endpoint, party.Family, party.Endpoint == Party.NoEndpoint ? party.Address : null);

    // A range holds those nodes that are members of its group.
    private bool Has(HashSet<(int, IpFamily, IpAddress?)> group, ImmutableArray<IpPrefix>? nets, Party party) => group.Contains(Identify(party))
        || (party.Endpoint == Party.NoEndpoint && nets is { } blocks && party.Address is { } address
            && _snapshot.Nodes.NameAt(address) is null && blocks.Any(block => block.Contains(address)));

    private ImmutableArray<PartyTerm>? Terms(IEnumerable<Party> members, ImmutableArray<IpPrefix>? nets, IpFamilies families)
    {
        if (nets is { } blocks)
        {
            return blocks.Length > MostAddresses ? null : [.. blocks.Where(block => families.HasFlag(block.Family.AsSet())).Select(block => new NetTerm(block))];
        }

        ILookup<bool, Party> byKind = members.ToLookup(member => EndpointOf(member) is { IsGoverned: true });
        if (byKind[false].Any(member => member.Address is null))
        {
            return null;
        }

        PartyTerm[] terms =
        [
            .. LabelTerms.Of([.. byKind[true].Select(member => EndpointOf(member)!).Distinct()], _snapshot.Model),
            .. byKind[false].Select(member => IpPrefix.Of(member.Address!.Value)).Distinct().Select(block => new NetTerm(block)),
        ];
        return terms.Length > MostAddresses ? null : [.. terms];
    }

    /// <summary>A block, a network set or everything outside; names of endpoints are none of these, even where addresses say them.</summary>
    private ImmutableArray<IpPrefix>? NetsOf(string reference)
    {
        if (reference == "external")
        {
            return [.. AddressSet.All.Prefixes];
        }

        if (!IpAddress.TryParse(reference, out _) && IpPrefix.TryParse(reference, out IpPrefix prefix))
        {
            return [prefix];
        }

        string[] parts = reference.Split('/');
        if (EndpointFinder.KindOf(reference) != "NetworkSet")
        {
            return null;
        }

        string @namespace = parts.Length == 3 ? parts[1] : "";
        return _snapshot.Model.NetworkSets.FirstOrDefault(set => set.Namespace == @namespace && set.Name == parts[^1]) is { } found
            ? [.. found.Addresses.Prefixes]
            : null;
    }
}
