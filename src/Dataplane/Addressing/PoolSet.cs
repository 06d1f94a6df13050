using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>The pools by name and by range; no two overlap.</summary>
internal sealed class PoolSet
{
    private readonly SortedDictionary<string, AddressPool> _byName = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<LabelSet, AddressPool[]> _selecting = [];
    private ImmutableArray<AddressPool> _byRange = [];

    /// <summary>In the order of their names.</summary>
    public IReadOnlyCollection<AddressPool> All => _byName.Values;

    public AddressPool? Named(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The pool that an address lies in.</summary>
    public AddressPool? Of(IpAddress address)
    {
        int low = 0;
        int high = _byRange.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (_byRange[middle].Cidr.First <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high >= 0 && _byRange[high].Cidr.Contains(address) ? _byRange[high] : null;
    }

    public void Put(AddressPool pool)
    {
        _byName[pool.Name] = pool;
        Sort();
    }

    public void Remove(string name)
    {
        _byName.Remove(name);
        Sort();
    }

    /// <summary>
    /// The pools that a request is served from, in order, whatever they are used for: those it names, else those that select it.
    /// </summary>
    /// <returns>Why the pools it names cannot serve it; null if they can.</returns>
    public IpamError? For(AssignRequest request, IpFamily family, LabelSet? nodeLabels, out List<AddressPool> pools)
    {
        pools = [];
        foreach (IpPrefix cidr in family == IpFamily.V4 ? request.V4Pools : request.V6Pools)
        {
            if (cidr.Family != family)
            {
                return new(IpamErrorKind.PoolFamilyMismatch, $"pool {cidr} is of the other family");
            }

            if (Of(cidr.First) is not { Disabled: false } named || named.Cidr != cidr)
            {
                return new(IpamErrorKind.PoolNotFound, $"pool {cidr} does not exist or is disabled");
            }

            pools.Add(named);
        }

        if (pools.Count == 0)
        {
            pools.AddRange(Selecting(nodeLabels).Where(pool =>
                pool.Cidr.Family == family && (pool.NamespaceSelector?.Matches(request.NamespaceLabels) ?? true)));
        }

        int bits = family == IpFamily.V4 ? 32 : 128;
        pools.RemoveAll(pool => pool.BlockSize > (request.Reservation?.LongestUsefulBlock(bits) ?? bits));
        return null;
    }

    // Asked for every request; selectors are matched once for each node and set of pools.
    private AddressPool[] Selecting(LabelSet? nodeLabels) => nodeLabels is null
        ? [.. _byName.Values.Where(IsAutomatic)]
        : _selecting.GetValue(nodeLabels, labels => [.. _byName.Values.Where(pool => IsAutomatic(pool) && pool.NodeSelector.Matches(labels))]);

    private static bool IsAutomatic(AddressPool pool) => !pool.Disabled && pool.AssignmentMode == AssignmentMode.Automatic;

    private void Sort()
    {
        _byRange = [.. _byName.Values.OrderBy(pool => pool.Cidr, PrefixOrder.Instance)];
        _selecting.Clear();
    }
}
