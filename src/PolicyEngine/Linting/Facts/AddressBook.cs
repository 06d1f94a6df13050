using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>Who has which addresses, in order of the addresses.</summary>
internal sealed class AddressBook<T>
    where T : class
{
    private readonly ImmutableArray<(IpAddress Address, T Owner)> _entries;

    public AddressBook(IEnumerable<(IpAddress Address, T Owner)> entries)
    {
        _entries = [.. entries.OrderBy(entry => entry.Address)];
        All = AddressSet.FromAddresses(_entries.Select(entry => entry.Address));
    }

    /// <summary>All addresses.</summary>
    public AddressSet All { get; }

    /// <summary>The lowest of the addresses in a block, and the first who has it; null where none is in it.</summary>
    public (IpAddress Address, T Owner)? FirstIn(IpPrefix block)
    {
        int low = 0;
        int high = _entries.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _entries[middle].Address.CompareTo(block.First) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low < _entries.Length && block.Contains(_entries[low].Address) ? _entries[low] : null;
    }
}
