using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>
/// Calico's address assignment over a datastore in memory: the same requests in the same order have the same answers.
/// Operations follow one another; claims that race are not modelled. Not for use by several threads at once.
/// </summary>
public sealed partial class CalicoIpam
{
    private static readonly TimeSpan ReclaimAge = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<string, LabelSet> _nodes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AddressPool> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<IpPrefix, AddressBlock> _blocks = [];
    private readonly AddressHandles _handles = new();
    private AddressReservations _reserved = AddressReservations.None;
    private TimeSpan _now;

    /// <summary>The settings in force.</summary>
    public IpamConfig Config { get; private set; } = IpamConfig.Default;

    /// <summary>Lets time pass; nothing else moves the clock.</summary>
    public void Advance(TimeSpan time) => _now += time;

    /// <summary>Adds a node, or gives it other labels.</summary>
    public void PutNode(string name, LabelSet labels) => _nodes[name] = labels;

    /// <summary>Adds a pool or replaces the one of its name.</summary>
    /// <returns>The rule it breaks, in which case nothing changed; null if none.</returns>
    public IpamError? PutPool(AddressPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        IpamError? error = PoolRules.Check(pool, _pools.Values);
        if (error is null)
        {
            _pools[pool.Name] = pool;
        }

        return error;
    }

    /// <summary>Replaces the settings.</summary>
    /// <returns>The contradiction among them, in which case nothing changed; null if none.</returns>
    public IpamError? Configure(IpamConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        IpamError? error = config.Check();
        Config = error is null ? config : Config;
        return error;
    }

    /// <summary>Replaces the addresses that are never assigned automatically.</summary>
    public void Reserve(IEnumerable<IpPrefix> cidrs) => _reserved = new AddressReservations(cidrs);

    /// <summary>A copy of blocks and handles as they stand.</summary>
    public IpamState Read() => new(
        [.. _blocks.Values.OrderBy(block => block.Cidr.First).Select(block => new BlockState(block.Cidr, block.Owner, [.. block.Allocations], [.. block.Free]))],
        [.. _handles.All.Select(pair => new HandleState(pair.Key, System.Collections.Immutable.ImmutableDictionary.CreateRange(pair.Value)))]);

    private AddressPool? PoolOf(IpAddress address) => _pools.Values.FirstOrDefault(pool => pool.Cidr.Contains(address));

    private AddressBlock? Find(IpPrefix cidr)
    {
        AddressBlock? block = _blocks.GetValueOrDefault(cidr);
        block?.Settle(_now, Config.Cooldown);
        return block;
    }

    private AddressBlock? BlockWith(IpAddress address) => PoolOf(address) is { } pool ? Find(pool.BlockOf(address)) : null;
}
