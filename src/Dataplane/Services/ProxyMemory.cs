using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services.Chains;

namespace PolicyEngine.Dataplane.Services;

/// <summary>What Service rules remember between connections: clients with their backends, and whose turn it is. It never changes.</summary>
public sealed class ProxyMemory
{
    private readonly ImmutableDictionary<AffinityKey, TimeSpan> _visits;
    private readonly ImmutableDictionary<VirtualAddress, int> _turns;

    private ProxyMemory(ImmutableDictionary<AffinityKey, TimeSpan> visits, ImmutableDictionary<VirtualAddress, int> turns) =>
        (_visits, _turns) = (visits, turns);

    /// <summary>Nothing.</summary>
    public static ProxyMemory Empty { get; } = new(ImmutableDictionary<AffinityKey, TimeSpan>.Empty, ImmutableDictionary<VirtualAddress, int>.Empty);

    /// <summary>The number of clients with a backend, counted once for each backend.</summary>
    public int Clients => _visits.Count;

    /// <summary>What is left once a node has other rules: what they use and what is not out of time.</summary>
    public ProxyMemory Under(NodeProxy proxy, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        return new(
            _visits.RemoveRange(_visits.Where(visit => !IsKept(visit.Key, visit.Value, proxy, now)).Select(visit => visit.Key)),
            _turns.RemoveRange(_turns.Keys.Where(server => proxy.Behind(server) is null)));
    }

    /// <summary>The first backend whose last visit by the client is no longer ago than <paramref name="period"/>; −1 if none.</summary>
    internal int IndexOfRecent(AffinityKey key, ImmutableArray<ServiceBackend> backends, TimeSpan period, TimeSpan now)
    {
        for (int index = 0; index < backends.Length && !_visits.IsEmpty; index++)
        {
            if (_visits.TryGetValue(key.With(backends[index]), out TimeSpan visited) && now - visited <= period)
            {
                return index;
            }
        }

        return -1;
    }

    internal ProxyMemory Remember(AffinityKey key, TimeSpan now) => new(_visits.SetItem(key, now), _turns);

    internal (int Index, ProxyMemory After) TakeTurn(VirtualAddress server, int count)
    {
        int index = _turns.GetValueOrDefault(server) % count;
        return (index, new(_visits, _turns.SetItem(server, index + 1)));
    }

    private static bool IsKept(AffinityKey key, TimeSpan visited, NodeProxy proxy, TimeSpan now)
    {
        if (proxy.Named(key.Port, key.Protocol, key.Client.Family) is not { Port.Affinity: { } period } rules || now - visited > period)
        {
            return false;
        }

        return rules.Backends.Cluster.Any(key.Names) || rules.Backends.Local.Any(key.Names);
    }
}
