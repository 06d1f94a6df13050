using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Numbers the distinct conditions of all rules and policies: selectors by canonical text, address sets by content.</summary>
internal sealed class PredicateTable(ImmutableArray<Node> nodes)
{
    /// <summary>The number of an absent condition.</summary>
    public const int None = -1;

    private readonly Dictionary<string, int> _selectorNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<AddressSet, int> _addressNumbers = [];

    public List<Selector> Selectors { get; } = [];

    /// <summary>For each selector, whether a rule asks it of a peer.</summary>
    public List<bool> IsPeerSelector { get; } = [];

    /// <summary>For each selector, whether a policy chooses its subjects by it.</summary>
    public List<bool> IsSubjectSelector { get; } = [];

    public List<AddressSet> AddressSets { get; } = [];

    /// <summary>The port names that rules mention.</summary>
    public HashSet<string> PortNames { get; } = new(StringComparer.Ordinal);

    public int NumberOfSubject(Selector selector) => NumberOf(selector, isPeer: false);

    public int NumberOfPeer(Selector? selector) => selector is null ? None : NumberOf(selector, isPeer: true);

    /// <summary>The addresses of the nodes whose labels match.</summary>
    public AddressSet AddressesOf(Selector nodesWith) => AddressSet.FromAddresses(
        nodes.Where(node => nodesWith.Matches(node.Labels)).SelectMany(node => node.Addresses));

    public int NumberOf(AddressSet? addresses)
    {
        if (addresses is null)
        {
            return None;
        }

        if (!_addressNumbers.TryGetValue(addresses, out int number))
        {
            number = AddressSets.Count;
            AddressSets.Add(addresses);
            _addressNumbers.Add(addresses, number);
        }

        return number;
    }

    private int NumberOf(Selector selector, bool isPeer)
    {
        if (!_selectorNumbers.TryGetValue(selector.Text, out int number))
        {
            number = Selectors.Count;
            Selectors.Add(selector);
            IsPeerSelector.Add(false);
            IsSubjectSelector.Add(false);
            _selectorNumbers.Add(selector.Text, number);
        }

        IsPeerSelector[number] |= isPeer;
        IsSubjectSelector[number] |= !isPeer;
        return number;
    }
}
