using System.Runtime.InteropServices;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Puts classes together that the rules of a chain cannot tell apart as peers. Who satisfies a condition is listed once, so that
/// a chain costs as much as its conditions have classes that satisfy them, and not a look at each class. Not thread-safe.
/// </summary>
internal sealed class ClassPartition
{
    private readonly AddressClass?[] _classes;
    private readonly int[] _basis;
    private readonly int _basisCount;
    private readonly Dictionary<(Condition Kind, int Number), List<int>> _satisfying = [];
    private readonly Dictionary<int, int[]> _portsOf = [];
    private readonly Dictionary<string, int> _portKeys = new(StringComparer.Ordinal) { [""] = 0 };

    /// <param name="classes">The classes by number; null for what has none.</param>
    public ClassPartition(AddressClass?[] classes)
    {
        _classes = classes;
        _basis = new int[classes.Length];
        var kinds = new Dictionary<(IpFamily, bool), int>();
        for (int number = 0; number < classes.Length; number++)
        {
            if (classes[number] is not { } one)
            {
                _basis[number] = -1;
                continue;
            }

            ref int kind = ref CollectionsMarshal.GetValueRefOrAddDefault(kinds, (one.Family, one.IsAddressKnown), out bool exists);
            _basis[number] = kind = exists ? kind : kinds.Count - 1;
            List(Condition.Selector, one.Selectors, number);
            List(Condition.PossibleSelector, one.PossibleSelectors, number);
            List(Condition.Addresses, one.AddressSets, number);
            List(Condition.PossibleAddresses, one.PossibleAddressSets, number);
        }

        _basisCount = kinds.Count;
    }

    private enum Condition
    {
        Selector,
        PossibleSelector,
        Addresses,
        PossibleAddresses,
    }

    /// <summary>A number for each class, the same where the chain decides alike; -1 for what has no class. Numbers may be left out.</summary>
    public int[] By(PolicyChain chain, out int count)
    {
        int[] parts = [.. _basis];
        count = _basisCount;
        var moved = new Dictionary<(int Part, int Key), int>();
        (HashSet<int> selectors, HashSet<int> addresses, HashSet<int> naming) = ConditionsOf(chain);
        foreach (int number in selectors)
        {
            Split(parts, ref count, (Condition.Selector, number), moved);
            Split(parts, ref count, (Condition.PossibleSelector, number), moved);
        }

        foreach (int number in addresses)
        {
            Split(parts, ref count, (Condition.Addresses, number), moved);
            Split(parts, ref count, (Condition.PossibleAddresses, number), moved);
        }

        foreach (int selector in naming)
        {
            SplitByPorts(parts, ref count, PortsOf(selector), moved);
        }

        return parts;
    }

    /// <summary>The conditions on peers, and of rules that name ports of peers the selectors whose endpoints they name them of.</summary>
    private static (HashSet<int> Selectors, HashSet<int> Addresses, HashSet<int> Naming) ConditionsOf(PolicyChain chain)
    {
        HashSet<int> selectors = [];
        HashSet<int> addresses = [];
        HashSet<int> naming = [];
        foreach (CompiledRule rule in chain.Index.Rules)
        {
            CompiledPeer peer = rule.Peer(chain.Direction);
            selectors.Add(peer.Selector);
            selectors.Add(peer.NotSelector);
            addresses.Add(peer.Nets);
            addresses.Add(peer.NotNets);
            if (chain.Direction == Directions.Ingress ? rule.NamesSourcePorts : rule.NamesDestinationPorts)
            {
                naming.Add(peer.Selector);
            }
        }

        return (selectors, addresses, naming);
    }

    private void Split(int[] parts, ref int count, (Condition, int) condition, Dictionary<(int, int), int> moved)
    {
        if (!_satisfying.TryGetValue(condition, out List<int>? satisfying))
        {
            return;
        }

        moved.Clear();
        foreach (int number in satisfying)
        {
            parts[number] = Moved(parts[number], 0, ref count, moved);
        }
    }

    private static void SplitByPorts(int[] parts, ref int count, int[] ports, Dictionary<(int, int), int> moved)
    {
        moved.Clear();
        for (int number = 0; number < parts.Length; number++)
        {
            if (ports[number] != 0)
            {
                parts[number] = Moved(parts[number], ports[number], ref count, moved);
            }
        }
    }

    private static int Moved(int part, int key, ref int count, Dictionary<(int, int), int> moved)
    {
        ref int target = ref CollectionsMarshal.GetValueRefOrAddDefault(moved, (part, key), out bool exists);
        return target = exists ? target : count++;
    }

    /// <summary>For each class a number for the lists of named ports that its endpoints which satisfy a selector declare; 0 for none.</summary>
    private int[] PortsOf(int selector)
    {
        if (!_portsOf.TryGetValue(selector, out int[]? ports))
        {
            ports = new int[_classes.Length];
            for (int number = 0; number < ports.Length; number++)
            {
                IEnumerable<AddressOwner> owners = _classes[number] is { } one ? one.Owners : [];
                string key = string.Join(' ', owners.Where(owner => selector == PredicateTable.None || owner.Selectors.Contains(selector)).Select(owner => owner.PortsId).Distinct().Order());
                ref int known = ref CollectionsMarshal.GetValueRefOrAddDefault(_portKeys, key, out bool exists);
                ports[number] = known = exists ? known : _portKeys.Count - 1;
            }

            _portsOf.Add(selector, ports);
        }

        return ports;
    }

    private void List(Condition kind, Signature satisfied, int number)
    {
        foreach (int condition in satisfied.Numbers)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_satisfying, (kind, condition), out _) ??= []).Add(number);
        }
    }
}
