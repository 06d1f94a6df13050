using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Who may stand on the other side of a chain: every class of endpoints and nodes, and addresses outside as far as its rules tell them apart.</summary>
internal sealed class PeerCandidates
{
    // Of addresses that begin where a block does, the first few may be held.
    private const int MaxTries = 64;

    private readonly PolicySnapshot _snapshot;
    private readonly Dictionary<IpFamily, (Party[][] Classes, ClassPartition Partition)> _endpoints;
    private readonly Party[] _nodes;
    private readonly Dictionary<int, AddressSet[]> _selected = [];
    private readonly Dictionary<(CompiledPeer, IpFamily), bool> _met = [];

    public PeerCandidates(PolicySnapshot snapshot)
    {
        _snapshot = snapshot;
        _nodes = [.. snapshot.Nodes.Addresses.Select(snapshot.PartyAt).DistinctBy(party => (party.AddressClass, party.Endpoint == Party.NoEndpoint))];
        var alike = new PartiesAlike();
        foreach (int index in snapshot.Model.Endpoints.Numbers)
        {
            if (snapshot.Model.Endpoints[index].IsGoverned)
            {
                alike.Add(snapshot.Parties.Of(index), isByClass: true);
            }
        }

        _endpoints = alike.All.GroupBy(parties => parties[0].Family).ToDictionary(family => family.Key, family => Partition([.. family]));
    }

    /// <summary>Endpoints of a family, some two or three of each kind that the rules of a chain can tell apart.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="family">The family.</param>
    /// <param name="isAsked">Which of its rules, by number, they are asked for: where none of these may hold for any there are none.</param>
    public PeerKind[] Endpoints(PolicyChain chain, IpFamily family, Predicate<int> isAsked)
    {
        if (!_endpoints.TryGetValue(family, out (Party[][] Classes, ClassPartition Partition) known) || !MayMeet(chain, family, isAsked, known.Classes))
        {
            return [];
        }

        int[] parts = known.Partition.By(chain, out int count);
        var kinds = new PeerKind[count];
        for (int number = 0; number < parts.Length; number++)
        {
            kinds[parts[number]] = kinds[parts[number]].With(known.Classes[number]);
        }

        return Array.FindAll(kinds, kind => !kind.IsEmpty);
    }

    /// <summary>One of each kind of address that is no pod's.</summary>
    public IEnumerable<Party> Others(PolicyChain chain)
    {
        var sets = new HashSet<AddressSet> { AddressSet.All };
        foreach (CompiledRule rule in chain.RuleLists.SelectMany(rules => rules))
        {
            CompiledPeer peer = rule.Peer(chain.Direction);
            foreach (int number in (ReadOnlySpan<int>)[peer.Nets, peer.NotNets])
            {
                if (number != PredicateTable.None)
                {
                    sets.Add(_snapshot.Graph.Predicates.AddressSets[number]);
                }
            }

            foreach (int number in (ReadOnlySpan<int>)[peer.Selector, peer.NotSelector])
            {
                sets.UnionWith(number == PredicateTable.None ? [] : SelectedBy(number));
            }
        }

        return sets.SelectMany(Edges).Distinct().Order().Select(Free).OfType<Party>().Concat(_nodes);
    }

    private bool MayMeet(PolicyChain chain, IpFamily family, Predicate<int> isAsked, Party[][] classes)
    {
        for (int number = 0; number < chain.Index.Rules.Length; number++)
        {
            if (!isAsked(number))
            {
                continue;
            }

            CompiledPeer peer = chain.Index.Rules[number].Peer(chain.Direction);
            if (!_met.TryGetValue((peer, family), out bool isMet))
            {
                _met.Add((peer, family), isMet = Array.Exists(classes, alike => alike[0].Class.Satisfies(peer) != Certainty.No));
            }

            if (isMet)
            {
                return true;
            }
        }

        return false;
    }

    private static (Party[][] Classes, ClassPartition Partition) Partition(Party[][] classes) => (classes, new ClassPartition([.. classes.Select(alike => alike[0].Class)]));

    /// <summary>The network sets that a selector holds for.</summary>
    private AddressSet[] SelectedBy(int number)
    {
        if (!_selected.TryGetValue(number, out AddressSet[]? sets))
        {
            Selector selector = _snapshot.Graph.Predicates.Selectors[number];
            _selected.Add(number, sets = [.. _snapshot.Model.NetworkSets.Where(set => selector.Matches(set.Labels)).Select(set => set.Addresses)]);
        }

        return sets;
    }

    /// <summary>Where a set begins, and where what is not in it begins.</summary>
    private static IEnumerable<IpAddress> Edges(AddressSet set) => set.Ranges.Concat(set.Complement().Ranges).Select(range => range.Low);

    /// <summary>The first address from one on that is nobody's; null where that is far away.</summary>
    private Party? Free(IpAddress from)
    {
        IpAddress address = from;
        for (int tries = 0; tries < MaxTries; tries++)
        {
            Party party = _snapshot.PartyAt(address);
            if (party.Endpoint == Party.NoEndpoint && _snapshot.Nodes.NameAt(address) is null)
            {
                return party;
            }

            if (address.IsLast)
            {
                return null;
            }

            address = address.Next();
        }

        return null;
    }
}
