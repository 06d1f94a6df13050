using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>The records of address assignment, and the clock that blocks are read by.</summary>
internal sealed class IpamDatastore
{
    /// <summary>How often a write is tried anew after others came first.</summary>
    public const int MostAttempts = 100;

    private readonly RevisionCounter _revisions = new();

    public IpamDatastore()
    {
        Blocks = new(Gate, _revisions, PrefixOrder.Instance, Index.Update);
        Affinities = new(Gate, _revisions, StringComparer.Ordinal);
        Handles = new(Gate, _revisions, StringComparer.Ordinal);
    }

    public WriteGate Gate { get; } = new();

    public RecordTable<IpPrefix, AddressBlock> Blocks { get; }

    public BlockIndex Index { get; } = new();

    public RecordTable<string, BlockAffinity> Affinities { get; }

    public RecordTable<string, AddressHandle> Handles { get; }

    public TimeSpan Now { get; set; }

    public TimeSpan Cooldown { get; set; }

    public AddressBlock? Block(IpPrefix cidr) => Blocks.Find(cidr)?.Settled(Now, Cooldown);

    /// <summary>The block that holds an address, of whatever size; null if there is none.</summary>
    public IpPrefix? BlockWith(IpAddress address)
    {
        SortedSet<IpPrefix> before = Blocks.Between(default, IpPrefix.Of(address));
        return Blocks.Find(before.Max) is { } block && block.Cidr.Contains(address) ? block.Cidr : null;
    }

    /// <summary>The blocks within a range, ascending; not to be kept over a write.</summary>
    public IEnumerable<IpPrefix> BlocksIn(IpPrefix range) => Blocks.Between(IpPrefix.Of(range.First, range.Length), IpPrefix.Of(range.Last));

    public BlockAffinity? Affinity(AffinityOwner owner, IpPrefix cidr) => Affinities.Find(BlockAffinity.KeyOf(owner, cidr));

    /// <summary>The affinities of an owner, in the order of their keys.</summary>
    public List<BlockAffinity> AffinitiesOf(AffinityOwner owner)
    {
        string start = BlockAffinity.KeysOf(owner);
        return [.. Affinities.Between(start, start + char.MaxValue).Select(key => Affinities.Find(key)!).Where(affinity => affinity.Owner == owner)];
    }

    /// <summary>Replaces all records; later writes have higher numbers than any of them.</summary>
    public void Load(IpamState state)
    {
        _revisions.Raise(state.Blocks.Select(block => block.Sequence).DefaultIfEmpty().Max());
        Blocks.Load(state.Blocks);
        Affinities.Load(state.Affinities);
        Handles.Load(state.Handles);
    }
}
