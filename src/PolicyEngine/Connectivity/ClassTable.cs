using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// Everybody in a cluster and around it by class, and what each half decides between any two classes, as numbers of few distinct
/// tables: all it takes to answer questions where the engine is not at hand. Get one from <see cref="PolicySnapshot.Classes"/>. Rows are
/// worked out as they are read. Not thread-safe.
/// </summary>
public sealed class ClassTable
{
    /// <summary>Stands for no table: the two classes are of different families.</summary>
    public const int NoTable = -1;

    private readonly PolicySnapshot _snapshot;
    private readonly PartyResolver _resolver;
    private readonly PartyClasses _parties;
    private readonly ClassPartition _partition;
    private readonly Dictionary<DecisionTable, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<HalfDecisions> _tables = [];

    // What a chain decides about peers of which it and their classes are all that matters; kept where several classes share it.
    private readonly Dictionary<(Directions Direction, int Chain, int Self, IpFamily Family), int[]> _plainRows = [];
    private readonly Dictionary<(Directions Direction, int Chain, int Self, IpFamily Family), int> _uses = [];

    private ClassTable(PolicySnapshot snapshot, PartyResolver resolver, PartyGroup everyone)
    {
        (_snapshot, _resolver) = (snapshot, resolver);
        var classing = new PairClassing(snapshot, everyone, everyone, inBothFamilies: false, byPorts: false);
        _parties = PartyClasses.Of(everyone.Members, classing.OfSource);
        _partition = new ClassPartition([.. _parties.Select(members => members[0] is { IsPlain: true } party ? party.Class : null)]);
        Classes = [.. _parties.Select(members => new ConnectivityClass(members[0].Family, MembersOf(members)))];
        Outside = RangesOf(snapshot, everyone, _parties);
        foreach (List<Party> members in _parties)
        {
            foreach (Directions direction in (ReadOnlySpan<Directions>)[Directions.Egress, Directions.Ingress])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_uses, KeyOf(members[0], direction), out _)++;
            }
        }
    }

    /// <summary>The classes, pods before addresses outside.</summary>
    public ImmutableArray<ConnectivityClass> Classes { get; }

    /// <summary>The addresses outside the cluster, in order.</summary>
    public ImmutableArray<ClassRange> Outside { get; }

    /// <summary>The distinct tables that rows read so far name by number.</summary>
    public IReadOnlyList<HalfDecisions> Tables => _tables;

    /// <summary>
    /// Works out what one half of a class decides about each class on the other side. Packets in which pods would wrap others are judged
    /// like any other traffic (<see cref="IsEncapsulated"/>).
    /// </summary>
    /// <param name="self">The number of the class whose half it is.</param>
    /// <param name="direction">Egress where it sends, ingress where it receives.</param>
    /// <param name="row">Filled with the number of a table for each class, or <see cref="NoTable"/>.</param>
    public void ReadRow(int self, Directions direction, Span<int> row)
    {
        Party own = _parties[self][0];
        if (own.IsPlain)
        {
            ReadPlainRow(own, direction, row);
        }
        else
        {
            row.Fill(NoTable);
        }

        for (int other = 0; other < row.Length; other++)
        {
            if (row[other] == NoTable && _parties[other][0].Family == own.Family)
            {
                (Party one, Party peer) = PairOf(self, other);
                row[other] = NumberOf(TableOf(one, peer, direction));
            }
        }
    }

    /// <summary>What one half of a party decides about another: as rows have it, for those that are of no class, such as nodes.</summary>
    /// <param name="self">The party whose half it is.</param>
    /// <param name="other">The party on the other side, of the same family.</param>
    /// <param name="direction">Egress where the party sends, ingress where it receives.</param>
    public HalfDecisions Decide(in Party self, in Party other, Directions direction) => new(TableOf(self, other, direction));

    /// <summary>Whether traffic is packets in which others are wrapped: more decides about those than the tables tell, where a pod sends them.</summary>
    /// <param name="traffic">The traffic.</param>
    public bool IsEncapsulated(TrafficPoint traffic) => _snapshot.Halves.IsEncapsulated(traffic);

    /// <summary>
    /// The endpoints behind a service, in families that it is reached in; none where some backend is no endpoint, or where more decides
    /// about traffic to the service than about traffic to its backends.
    /// </summary>
    /// <param name="service">The service.</param>
    public ImmutableArray<(Endpoint Endpoint, IpFamily Family)> BackendsOf(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        bool isPlain = !service.IsHeadless && !_snapshot.Model.Profile.LeavesUndefinedOpen;
        PartyGroup? backends = isPlain ? _resolver.Resolve($"svc/{service.Namespace}/{service.Name}", out _) : null;
        return backends is not null && backends.Service == service && backends.Members.All(member => member.IsPlain && member.Endpoint != Party.NoEndpoint)
            ? [.. backends.Members.Select(member => (member.KnownEndpoint!, member.Family))]
            : [];
    }

    internal static ClassTable Of(PolicySnapshot snapshot)
    {
        var resolver = new PartyResolver(snapshot, snapshot.DefaultNamespace);
        return new ClassTable(snapshot, resolver, resolver.Everyone());
    }

    private static ImmutableArray<ClassMember> MembersOf(List<Party> members) =>
        [.. members.Where(member => member.Endpoint != Party.NoEndpoint).Select(member => new ClassMember(member.KnownEndpoint!, member.Address))];

    private static ImmutableArray<ClassRange> RangesOf(PolicySnapshot snapshot, PartyGroup everyone, PartyClasses classes)
    {
        var outside = new List<(int Class, AddressSet Addresses)>();
        for (int number = 0; number < classes.Count; number++)
        {
            outside.AddRange(classes[number]
                .Where(member => member.Endpoint == Party.NoEndpoint)
                .Select(member => (number, everyone.Ranges?.GetValueOrDefault(member.Address!.Value) ?? AddressSet.Of(member.Address!.Value))));
        }

        AddressSet held = snapshot.HeldAddresses;
        return [.. new OutsideRanges(outside, held).By(number => (object)number).Select(range => new ClassRange(range.First, range.Last, (int)range.Value))];
    }

    private static (Directions Direction, int Chain, int Self, IpFamily Family) KeyOf(in Party own, Directions direction)
    {
        int chain = own.Chain(direction);
        return (direction, chain, chain >= 0 && PolicyChain.UsesSelfOf(chain) ? own.AddressClass : -1, own.Family);
    }

    private void ReadPlainRow(in Party own, Directions direction, Span<int> row)
    {
        (Directions, int Chain, int, IpFamily) key = KeyOf(own, direction);
        if (_plainRows.TryGetValue(key, out int[]? known))
        {
            known.CopyTo(row);
            return;
        }

        int[] parts = key.Chain < 0 ? [] : _partition.By(_snapshot.Graph.Chain(key.Chain), out _);
        var numbers = new Dictionary<int, int>();
        for (int other = 0; other < row.Length; other++)
        {
            Party peer = _parties[other][0];
            if (!peer.IsPlain || peer.Family != own.Family)
            {
                row[other] = NoTable;
                continue;
            }

            // Nothing governs what is outside. Peers of one part are alike to the chain.
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key.Chain < 0 ? -1 : parts[other], out bool isKnown);
            row[other] = number = isKnown ? number
                : NumberOf(key.Chain < 0 ? FixedTables.External : _snapshot.Graph.Table(key.Chain, own.AddressClass, peer.AddressClass));
        }

        if (_uses[key] > 1)
        {
            _plainRows.Add(key, row.ToArray());
        }
    }

    /// <summary>One of each class; two different endpoints where there are two.</summary>
    private (Party Self, Party Peer) PairOf(int self, int other) =>
        self == other && _parties[self].Count > 1 ? (_parties[self][0], _parties[self][1]) : (_parties[self][0], _parties[other][0]);

    private DecisionTable TableOf(in Party self, in Party other, Directions direction) =>
        _snapshot.Halves.OrdinaryTable(self, other, direction);

    private int NumberOf(DecisionTable table)
    {
        if (!_numbers.TryGetValue(table, out int number))
        {
            _numbers.Add(table, number = _tables.Count);
            _tables.Add(new HalfDecisions(table));
        }

        return number;
    }
}
