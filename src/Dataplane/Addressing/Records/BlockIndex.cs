using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>Blocks that are worth looking at once pools are nearly full, in the order of their addresses.</summary>
internal sealed class BlockIndex
{
    private readonly SortedSet<IpPrefix> _notFull = new(PrefixOrder.Instance);
    private readonly SortedSet<IpPrefix> _idle = new(PrefixOrder.Instance);

    /// <summary>What blocks cover.</summary>
    public CoveredRanges Covered { get; } = new();

    /// <summary>Blocks between two that have free or resting addresses.</summary>
    public SortedSet<IpPrefix> NotFull(IpPrefix first, IpPrefix last) => _notFull.GetViewBetween(first, last);

    /// <summary>Blocks between two where nothing is in use; some address may rest.</summary>
    public SortedSet<IpPrefix> Idle(IpPrefix first, IpPrefix last) => _idle.GetViewBetween(first, last);

    public void Update(IpPrefix cidr, AddressBlock? block)
    {
        if (block is null)
        {
            Covered.Remove(cidr);
        }
        else
        {
            Covered.Add(cidr);
        }

        Set(_notFull, cidr, block is { HasFreeOrResting: true });
        Set(_idle, cidr, block is { IsIdle: true });
    }

    private static void Set(SortedSet<IpPrefix> index, IpPrefix cidr, bool isMember)
    {
        if (isMember)
        {
            index.Add(cidr);
        }
        else
        {
            index.Remove(cidr);
        }
    }
}
