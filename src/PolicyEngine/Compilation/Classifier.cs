using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyEngine.Collections;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Gives endpoints and addresses their chains and classes when they are first asked for: whoever asks about few of a
/// large cluster pays for few. Safe for any number of threads.
/// </summary>
internal sealed class Classifier
{
    private const int SomeLabels = 4096;
    private const int ClassesPerLabels = 2;

    private readonly PolicyModel _model;
    private readonly SetAtlas _networkSets;
    private readonly IpFamilies _assumedFamilies;
    private readonly PredicateTable _predicates;
    private readonly SelectorMatches _matches;
    private readonly KnownChains _knownChains;
    private readonly LayeredSets _ruleSets;

    // Addresses of nodes, where it matters that they are not outside.
    private readonly FrozenSet<IpAddress> _insiders;

    // More different labels than there ever are at once.
    private readonly int _manyLabels;

    // Guards what follows.
    private readonly Lock _making = new();
    private readonly SignatureTable _signatures = new();
    private readonly AddressClassTable _classes;
    private readonly ChainTable _chains;
    private readonly Dictionary<LabelSet, LabelClass> _labelClasses = [];
    private readonly Dictionary<(int Selectors, int Ports, Place Place), int> _held = [];
    private readonly List<int> _found = [];
    private readonly List<int> _numbers = [];
    private readonly UnknownSides?[] _unknown = new UnknownSides?[2];

    // Read without the lock. By the numbers of endpoints, of which clusters that come from one another may give one to two.
    private readonly SparseTable<EndpointSides> _sides = new();
    private readonly ConcurrentDictionary<Place, int> _unheld = new();

    public Classifier(
        PolicyModel model,
        ClusterIndex cluster,
        PredicateTable predicates,
        LayeredSets ruleSets,
        ImmutableArray<CompiledPolicy> policies,
        ProfileCompiler profiles,
        Classifier? basis)
    {
        (_model, _networkSets, _assumedFamilies, _predicates, _ruleSets) = (model, cluster.NetworkSets, cluster.AssumedFamilies, predicates, ruleSets);
        _classes = new AddressClassTable(_signatures);
        _manyLabels = (2 * model.Endpoints.Count) + SomeLabels;
        _knownChains = new KnownChains(basis is not null && basis._model.Tiers == model.Tiers ? basis._knownChains : null);
        _chains = new ChainTable(model, policies, _signatures, profiles, _knownChains);
        _matches = basis?._matches is { } known && known.AreOf(predicates.Indexes) && known.Count <= _manyLabels ? known : new SelectorMatches(predicates.Indexes);
        _insiders = !model.Profile.BlocksAreOutside ? []
            : model.Nodes.SelectMany(node => node.Addresses.Concat(node.TunnelAddresses))
                .Concat(model.Endpoints.Hosts.Where(endpoint => endpoint.Kind == EndpointKind.HostNetworkPod).SelectMany(endpoint => endpoint.Addresses))
                .ToFrozenSet();
    }

    public GrowingList<AddressClass> Classes => _classes.Classes;

    public GrowingList<PolicyChain> Chains => _chains.Chains;

    /// <summary>Whether so many different labels or classes have come and gone that it is better to begin anew.</summary>
    public bool IsWorn
    {
        get
        {
            lock (_making)
            {
                return _labelClasses.Count > _manyLabels || Classes.Count > ClassesPerLabels * _manyLabels;
            }
        }
    }

    /// <summary>Whether what has been found out holds in a later cluster too, where the nodes and the policies are the same: but for the endpoints that differ.</summary>
    public bool HoldsIn(ClusterIndex earlier, ClusterIndex later, ProfileCompiler profiles) =>
        later.NetworkSets == _networkSets && later.AssumedFamilies == _assumedFamilies && later.Hosts == earlier.Hosts && !IsWorn
        && later.Endpoints.Differences(earlier.Endpoints).All(change =>
            (change.Was is null || HasItsAddresses(earlier, change.Was)) && (change.Now is null || (HasItsAddresses(later, change.Now) && profiles.Knows(change.Now.Profiles))));

    /// <summary>The class of an address and the first endpoint that holds it, or -1.</summary>
    public (int Class, int Endpoint) Find(ClusterIndex cluster, IpAddress address)
    {
        Holders holders = cluster.EndpointsAt(address);
        if (holders.IsOne && Known(cluster.Endpoints[holders.First], holders.First) is { } sides && sides.Endpoint!.AddressIn(address.Family) == address)
        {
            return (sides.Class(address.Family), holders.First);
        }

        (int First, int Second) rules = _ruleSets.Find(address);
        int sets = _networkSets.Find(address);
        if (!holders.IsEmpty)
        {
            return (Held(cluster, address.Family, rules, sets, holders), holders.First);
        }

        bool isInside = _insiders.Contains(address);
        var key = new Place(address.Family, rules.First, rules.Second, sets, isInside);
        return (_unheld.TryGetValue(key, out int unheld) ? unheld : _unheld.GetOrAdd(key, Owned(address.Family, rules, sets, [], isInside)), -1);
    }

    /// <summary>The class that an endpoint would have at another address.</summary>
    public int ClassAt(IpAddress address, Endpoint endpoint)
    {
        lock (_making)
        {
            return At(address, endpoint.LendsLabels ? [OwnerOf(endpoint)] : []);
        }
    }

    public EndpointSides SidesOf(ClusterIndex cluster, int number)
    {
        Endpoint endpoint = cluster.Endpoints[number];
        if (Known(endpoint, number) is { } known)
        {
            return known;
        }

        EndpointSides made = Classify(cluster, endpoint);
        lock (_making)
        {
            _sides.Put(number, made);
        }

        return made;
    }

    /// <summary>The stages of a host endpoint.</summary>
    public HostStages StagesOf(Endpoint hostEndpoint, HostChainForms forms)
    {
        lock (_making)
        {
            return _chains.StagesOf(hostEndpoint, ClassOf(hostEndpoint).Subject, forms);
        }
    }

    /// <summary>Whether nobody else has the addresses of an endpoint, so that with it nothing of others changes.</summary>
    private static bool HasItsAddresses(ClusterIndex cluster, Endpoint endpoint) =>
        !endpoint.LendsLabels || endpoint.Addresses.All(address => cluster.EndpointsAt(address).IsOne && !cluster.Hosts.Contains(address));

    /// <summary>What was found out about an endpoint; null where nothing was yet.</summary>
    private EndpointSides? Known(Endpoint endpoint, int number) =>
        _sides[number] is { } known && ReferenceEquals(known.Endpoint, endpoint) ? known : null;

    private EndpointSides Classify(ClusterIndex cluster, Endpoint endpoint)
    {
        IpFamilies families = IpFamilies.None;
        int v4 = Side(cluster, endpoint, IpFamily.V4, ref families);
        int v6 = Side(cluster, endpoint, IpFamily.V6, ref families);
        if (!endpoint.IsGoverned)
        {
            bool isOpen = endpoint.Kind == EndpointKind.HostNetworkPod && _model.Profile.LeavesUndefinedOpen;
            return new EndpointSides(families, v4, v6, EndpointSides.None, EndpointSides.None) { Endpoint = endpoint, AsPod = isOpen ? ClassifyAsPod(endpoint, families) : null };
        }

        lock (_making)
        {
            Signature subject = ClassOf(endpoint).Subject;
            return new EndpointSides(
                families,
                v4,
                v6,
                _chains.ChainOf(subject, endpoint.Profiles, ChainForm.WorkloadIngress).Id,
                _chains.ChainOf(subject, endpoint.Profiles, ChainForm.WorkloadEgress).Id)
            { Endpoint = endpoint };
        }
    }

    /// <summary>What a pod on its node's network is to NetworkPolicies that take it for a pod.</summary>
    private EndpointSides ClassifyAsPod(Endpoint endpoint, IpFamilies families)
    {
        lock (_making)
        {
            LabelClass labels = ClassOf(endpoint);
            Signature peer = _signatures.Intern([.. labels.Peer.Numbers.ToArray().Where(number => _predicates.IsOfNetworkPolicy[number])]);
            AddressOwner owner = _classes.OwnerOf(peer, endpoint.Ports, _predicates.PortNames);
            return new EndpointSides(
                families,
                SideOf(IpFamily.V4),
                SideOf(IpFamily.V6),
                _chains.ChainOf(labels.Subject, endpoint.Profiles, ChainForm.HostNetworkIngress).Id,
                _chains.ChainOf(labels.Subject, endpoint.Profiles, ChainForm.HostNetworkEgress).Id);

            int SideOf(IpFamily family) => !families.HasFlag(family.AsSet()) ? EndpointSides.None
                : endpoint.AddressIn(family) is { } address ? At(address, [owner])
                : Unknown(family, owner);
        }
    }

    /// <summary>
    /// The class of an endpoint's first address of a family. A pod without one has a class all the same, for traffic with an
    /// address of that family.
    /// </summary>
    private int Side(ClusterIndex cluster, Endpoint endpoint, IpFamily family, ref IpFamilies families)
    {
        IpAddress? held = endpoint.AddressIn(family);
        bool has = held is not null || (endpoint.Addresses.IsEmpty && _assumedFamilies.HasFlag(family.AsSet()));
        if (endpoint.Kind == EndpointKind.FinishedPod || !(has || endpoint.LendsLabels))
        {
            return EndpointSides.None;
        }

        families |= has ? family.AsSet() : IpFamilies.None;
        return held is { } address ? Find(cluster, address).Class : Unknown(endpoint, family);
    }

    private int Held(ClusterIndex cluster, IpFamily family, (int First, int Second) rules, int sets, Holders holders)
    {
        lock (_making)
        {
            if (!holders.IsOne)
            {
                return Owned(family, rules, sets, [.. holders.All.Select(holder => OwnerOf(cluster.Endpoints[holder]))], isInside: true);
            }

            AddressOwner owner = OwnerOf(cluster.Endpoints[holders.First]);
            var key = (owner.Selectors.Id, owner.PortsId, new Place(family, rules.First, rules.Second, sets, IsInside: true));
            if (!_held.TryGetValue(key, out int held))
            {
                _held.Add(key, held = Owned(family, rules, sets, [owner], isInside: true));
            }

            return held;
        }
    }

    private int At(IpAddress address, ReadOnlySpan<AddressOwner> owners) =>
        Owned(address.Family, _ruleSets.Find(address), _networkSets.Find(address), owners, isInside: true);

    private int Owned(IpFamily family, (int First, int Second) rules, int sets, ReadOnlySpan<AddressOwner> owners, bool isInside)
    {
        lock (_making)
        {
            Signature lent = _signatures.Empty;
            foreach (int set in _networkSets.Contents(family, sets))
            {
                lent = _signatures.Union(lent, ClassOf(_model.NetworkSets[set].Labels).Peer);
            }

            ImmutableArray<int> holding = _ruleSets.Contents(family, rules);
            return _classes.Known(family, _signatures.Intern((isInside ? Matching(holding) : holding).AsSpan()), lent, owners).Id;
        }
    }

    /// <summary>Of the sets that hold an address in the cluster, those that match it.</summary>
    private ImmutableArray<int> Matching(ImmutableArray<int> sets) =>
        _model.Profile.BlocksAreOutside ? [.. sets.Where(number => !_predicates.IsBlock[number])] : sets;

    private int Unknown(Endpoint endpoint, IpFamily family)
    {
        lock (_making)
        {
            return Unknown(family, endpoint.LendsLabels ? OwnerOf(endpoint) : null);
        }
    }

    private int Unknown(IpFamily family, AddressOwner? owner)
    {
        lock (_making)
        {
            UnknownSides sides = _unknown[family == IpFamily.V4 ? 0 : 1] ??= MakeUnknown(family);
            return _classes.Unknown(family, owner, sides.CertainSets, sides.PossibleSets, sides.PossibleSelectors).Id;
        }
    }

    private UnknownSides MakeUnknown(IpFamily family)
    {
        var certain = new List<int>();
        var possible = new List<int>();
        for (int number = 0; number < _predicates.AddressSets.Count; number++)
        {
            AddressSet addresses = _predicates.AddressSets[number];
            bool full = family == IpFamily.V4 ? addresses.V4.IsFull : addresses.V6.IsFull;
            bool empty = family == IpFamily.V4 ? addresses.V4.IsEmpty : addresses.V6.IsEmpty;
            if (!empty && !(_model.Profile.BlocksAreOutside && _predicates.IsBlock[number]))
            {
                (full ? certain : possible).Add(number);
            }
        }

        Signature selectors = _signatures.Empty;
        foreach (NetworkSet set in _model.NetworkSets)
        {
            if (family == IpFamily.V4 ? !set.Addresses.V4.IsEmpty : !set.Addresses.V6.IsEmpty)
            {
                selectors = _signatures.Union(selectors, ClassOf(set.Labels).Peer);
            }
        }

        return new UnknownSides(_signatures.Intern([.. certain]), _signatures.Intern([.. possible]), selectors);
    }

    private AddressOwner OwnerOf(Endpoint endpoint) => _classes.OwnerOf(ClassOf(endpoint).Peer, endpoint.IsMissing ? [] : endpoint.Ports, _predicates.PortNames);

    private LabelClass ClassOf(Endpoint endpoint) => endpoint.IsMissing ? new LabelClass(_signatures.Empty, _signatures.Empty) : ClassOf(endpoint.Labels);

    private LabelClass ClassOf(LabelSet labels)
    {
        if (_labelClasses.TryGetValue(labels, out LabelClass? known))
        {
            return known;
        }

        _numbers.Clear();
        _numbers.AddRange(_matches.Of(labels));
        foreach ((SelectorIndex index, int first) in _predicates.Indexes.AsSpan(Math.Min(1, _predicates.Indexes.Length)..))
        {
            index.Match(labels, _found);
            foreach (int match in _found)
            {
                _numbers.Add(first + match);
            }
        }

        known = new LabelClass(
            _signatures.Intern([.. _numbers.Where(number => _predicates.IsSubjectSelector[number])]),
            _signatures.Intern([.. _numbers.Where(number => _predicates.IsPeerSelector[number])]));
        _labelClasses.Add(labels, known);
        return known;
    }

    /// <summary>What tells the classes of addresses apart besides who holds them.</summary>
    private readonly record struct Place(IpFamily Family, int FirstRules, int SecondRules, int Sets, bool IsInside);

    /// <summary>What may hold of an address that the input does not give.</summary>
    private sealed record UnknownSides(Signature CertainSets, Signature PossibleSets, Signature PossibleSelectors);
}
