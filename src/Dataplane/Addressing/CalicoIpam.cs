using PolicyEngine.Dataplane.Addressing.Claiming;
using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>
/// Calico's address assignment over a datastore in memory: the same requests in the same order have the same answers.
/// Operations run to their end, or write by write with those that <c>Begin</c>. Not for use by several threads at once.
/// </summary>
public sealed partial class CalicoIpam
{
    private readonly SortedDictionary<string, LabelSet> _nodes = new(StringComparer.Ordinal);
    private readonly PoolSet _pools = new();
    private readonly IpamDatastore _store = new();
    private readonly BlockClaims _claims;
    private readonly HandleCounters _handles;
    private AddressReservations _reserved = AddressReservations.None;

    /// <summary>An empty datastore at time zero.</summary>
    public CalicoIpam()
    {
        _claims = new BlockClaims(_store);
        _handles = new HandleCounters(_store);
    }

    /// <summary>The settings in force.</summary>
    public IpamConfig Config { get; private set; } = IpamConfig.Default;

    /// <summary>The time that passed; only <see cref="Advance"/> moves it.</summary>
    public TimeSpan Now => _store.Now;

    /// <summary>The nodes that may ask, by name.</summary>
    public IReadOnlyCollection<string> Nodes => _nodes.Keys;

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => _store.Now += time;

    /// <summary>Adds a node, or gives it other labels.</summary>
    public void PutNode(string name, LabelSet labels) => _nodes[name] = labels;

    /// <summary>Removes a node. Its blocks and addresses stay until they are collected or released.</summary>
    public void RemoveNode(string name) => _nodes.Remove(name);

    /// <summary>Replaces the settings.</summary>
    /// <returns>The contradiction among them, in which case nothing changed; null if none.</returns>
    public IpamError? Configure(IpamConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        IpamError? error = config.Check();
        if (error is null)
        {
            Config = config;
            _store.Cooldown = config.Cooldown;
        }

        return error;
    }

    /// <summary>Replaces the addresses that are never assigned automatically.</summary>
    public void Reserve(IEnumerable<IpPrefix> cidrs) => _reserved = new AddressReservations(cidrs);

    /// <summary>What the datastore holds.</summary>
    public IpamState Read() => new([.. _store.Blocks.All], [.. _store.Affinities.All], [.. _store.Handles.All]);

    /// <summary>Makes the datastore hold what <see cref="Read"/> gave, here or elsewhere, and nothing else.</summary>
    public void Restore(IpamState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _store.Load(state);
    }

    private IpPrefix? BlockOf(IpAddress address) => _pools.Of(address)?.BlockOf(address) ?? _store.BlockWith(address);
}
