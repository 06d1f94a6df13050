using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Numbers the distinct conditions of all rules and policies: selectors by canonical text, address sets by content. A table
/// may go on from another one, whose numbers stay as they are.
/// </summary>
internal sealed class PredicateTable
{
    /// <summary>The number of an absent condition.</summary>
    public const int None = -1;

    // Conditions that no policy has any more stay numbered: when they may outnumber the others by this much, it is better to begin anew.
    private const int SomeConditions = 1024;

    // A part takes the one below it in when that is not more than so many times as large, so that there are few parts.
    private const int Growth = 2;

    private readonly ImmutableArray<Node> _nodes;
    private readonly int _manyConditions;
    private readonly Dictionary<(string Text, bool IsOfNetworkPolicy), int> _selectorNumbers = [];
    private readonly Dictionary<(AddressSet Addresses, bool IsBlock), int> _addressNumbers = [];
    private PredicateTable? _basis;

    public PredicateTable(ImmutableArray<Node> nodes) => _nodes = nodes;

    /// <summary>A table that goes on from another.</summary>
    public PredicateTable(PredicateTable basis)
    {
        (_basis, _nodes, _manyConditions) = (basis, basis._nodes, basis._manyConditions > 0 ? basis._manyConditions : (Growth * basis.Count) + SomeConditions);
        Selectors = [.. basis.Selectors];
        IsPeerSelector = [.. basis.IsPeerSelector];
        IsSubjectSelector = [.. basis.IsSubjectSelector];
        IsOfNetworkPolicy = [.. basis.IsOfNetworkPolicy];
        AddressSets = [.. basis.AddressSets];
        IsBlock = [.. basis.IsBlock];
        PortNames = new HashSet<string>(basis.PortNames, StringComparer.Ordinal);
        Indexes = basis.Indexes;
    }

    public List<Selector> Selectors { get; } = [];

    /// <summary>For each selector, whether a rule asks it of a peer.</summary>
    public List<bool> IsPeerSelector { get; } = [];

    /// <summary>For each selector, whether a policy chooses its subjects by it.</summary>
    public List<bool> IsSubjectSelector { get; } = [];

    /// <summary>For each selector, whether it is a rule of NetworkPolicies that asks it of a peer. Those are numbered apart from all others.</summary>
    public List<bool> IsOfNetworkPolicy { get; } = [];

    public List<AddressSet> AddressSets { get; } = [];

    /// <summary>For each address set, whether it is a block of a policy. Those are numbered apart from all others.</summary>
    public List<bool> IsBlock { get; } = [];

    /// <summary>The port names that rules mention.</summary>
    public HashSet<string> PortNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The selectors, each with the number of the first of its index.</summary>
    public ImmutableArray<(SelectorIndex Index, int First)> Indexes { get; private set; } = [];

    /// <summary>How many conditions have numbers.</summary>
    public int Count => Selectors.Count + AddressSets.Count;

    /// <summary>Whether so many conditions have come and gone that it is better to begin anew.</summary>
    public bool IsWorn => _manyConditions > 0 && Count > _manyConditions;

    private int OwnCount => _selectorNumbers.Count + _addressNumbers.Count;

    /// <summary>To be called when every condition has its number: from here on nothing changes.</summary>
    public void Close()
    {
        for (; _basis is { } below && below.OwnCount <= Growth * OwnCount; _basis = below._basis)
        {
            foreach (KeyValuePair<(string, bool), int> selector in below._selectorNumbers)
            {
                _selectorNumbers.Add(selector.Key, selector.Value);
            }

            foreach (KeyValuePair<(AddressSet, bool), int> addresses in below._addressNumbers)
            {
                _addressNumbers.Add(addresses.Key, addresses.Value);
            }
        }

        int first = Indexes.IsEmpty ? 0 : Indexes[^1].First + Indexes[^1].Index.Count;
        if (first == Selectors.Count)
        {
            return;
        }

        for (; !Indexes.IsEmpty && Indexes[^1].Index.Count <= Growth * (Selectors.Count - first); Indexes = Indexes.RemoveAt(Indexes.Length - 1))
        {
            first = Indexes[^1].First;
        }

        Indexes = Indexes.Add((SelectorIndex.Create(Selectors[first..]), first));
    }

    public int NumberOfSubject(Selector selector) => NumberOf(selector, isPeer: false);

    public int NumberOfPeer(Selector? selector, bool isOfNetworkPolicy) => selector is null ? None : NumberOf(selector, isPeer: true, isOfNetworkPolicy);

    /// <summary>The addresses of the nodes whose labels match.</summary>
    public AddressSet AddressesOf(Selector nodesWith) => AddressSet.FromAddresses(
        _nodes.Where(node => nodesWith.Matches(node.Labels)).SelectMany(node => node.Addresses));

    public int NumberOf(AddressSet? addresses, bool isBlock)
    {
        if (addresses is null)
        {
            return None;
        }

        int number = Find(table => table._addressNumbers.GetValueOrDefault((addresses, isBlock), None));
        if (number == None)
        {
            number = AddressSets.Count;
            AddressSets.Add(addresses);
            IsBlock.Add(isBlock);
            _addressNumbers.Add((addresses, isBlock), number);
        }

        return number;
    }

    private int NumberOf(Selector selector, bool isPeer, bool isOfNetworkPolicy = false)
    {
        int number = Find(table => table._selectorNumbers.GetValueOrDefault((selector.Text, isOfNetworkPolicy), None));
        if (number == None)
        {
            number = Selectors.Count;
            Selectors.Add(selector);
            IsPeerSelector.Add(false);
            IsSubjectSelector.Add(false);
            IsOfNetworkPolicy.Add(isOfNetworkPolicy);
            _selectorNumbers.Add((selector.Text, isOfNetworkPolicy), number);
        }

        IsPeerSelector[number] |= isPeer;
        IsSubjectSelector[number] |= !isPeer;
        return number;
    }

    private int Find(Func<PredicateTable, int> numberIn)
    {
        int number = None;
        for (PredicateTable? table = this; table is not null && number == None; table = table._basis)
        {
            number = numberIn(table);
        }

        return number;
    }
}
