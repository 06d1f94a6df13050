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

    private readonly PredicateTable? _basis;
    private readonly ImmutableArray<Node> _nodes;
    private readonly Dictionary<(string Text, bool IsOfNetworkPolicy), int> _selectorNumbers = [];
    private readonly Dictionary<(AddressSet Addresses, bool IsBlock), int> _addressNumbers = [];

    public PredicateTable(ImmutableArray<Node> nodes) => _nodes = nodes;

    /// <summary>A table that goes on from another.</summary>
    public PredicateTable(PredicateTable basis)
    {
        (_basis, _nodes) = (basis, basis._nodes);
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

    /// <summary>To be called when every condition has its number: from here on nothing changes.</summary>
    public void Close()
    {
        int known = Indexes.IsEmpty ? 0 : Indexes[^1].First + Indexes[^1].Index.Count;
        if (known < Selectors.Count)
        {
            Indexes = Indexes.Add((SelectorIndex.Create(Selectors[known..]), known));
        }
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
