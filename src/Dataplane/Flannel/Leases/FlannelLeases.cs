using System.Collections.Immutable;
using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>
/// The leases as etcd keeps them, with a clock that only <see cref="Advance"/> moves. A node reads and decides, then writes;
/// what happens in between is the caller's to say. Not for use by several threads at once.
/// </summary>
/// <param name="config">The configuration; a node that asks for a lease completes and checks it.</param>
public sealed class FlannelLeases(FlannelConfig config)
{
    /// <summary>How long a lease lasts without renewal.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly SortedDictionary<string, FlannelLease> _leases = new(StringComparer.Ordinal);
    private readonly List<LeaseEvent> _events = [];

    /// <summary>The time.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>The leases that live, in the order of their keys.</summary>
    public ImmutableArray<FlannelLease> Leases => [.. _leases.Values];

    /// <summary>Every change so far, in order; a removal tells the subnets only.</summary>
    public IReadOnlyList<LeaseEvent> Events => _events;

    /// <summary>Lets time pass and leases end, those that end first before the others.</summary>
    public void Advance(TimeSpan time)
    {
        Now += time;
        foreach (KeyValuePair<string, FlannelLease> ended in _leases.Where(lease => lease.Value.Expires <= Now).OrderBy(lease => lease.Value.Expires).ToList())
        {
            Delete(ended.Key);
        }
    }

    /// <summary>Writes a lease without end, as an administrator does to keep a subnet for a node.</summary>
    public void Reserve(LeaseKey key, LeaseAttributes attributes) => Put(key, attributes, null);

    /// <summary>Deletes a lease, as an administrator may.</summary>
    public void Revoke(LeaseKey key) => Delete(key.ToString());

    /// <summary>What a node makes of the leases as they stand.</summary>
    /// <param name="request">The node's request.</param>
    /// <param name="pick">Draws an index below the number of candidates; called once for each family.</param>
    public LeaseDecision Decide(LeaseRequest request, Func<int, int> pick)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pick);
        FlannelResult<FlannelConfig> complete = config.Complete();
        return complete.Value is null
            ? new(request.Attributes, [], complete.Error)
            : new LeaseChoice(complete.Value, Leases, pick).Decide(request);
    }

    /// <summary>Writes what a node decided. If another was faster, the node has an error: Flannel does not try again.</summary>
    public LeaseAnswer Write(LeaseDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        FlannelLease? lease = null;
        FlannelError? error = decision.Error;
        foreach (RegistryWrite write in decision.Writes)
        {
            if (write.Kind == RegistryWriteKind.Delete)
            {
                Delete(write.Key.ToString());
            }
            else if (write.Kind == RegistryWriteKind.Create && _leases.ContainsKey(write.Key.ToString()))
            {
                error = new(FlannelErrorKind.SubnetTaken, $"subnet {write.Key.Subnet} is leased already");
            }
            else
            {
                lease = Put(write.Key, decision.Attributes, write.Lifetime);
            }
        }

        return new(lease, decision.Writes, error);
    }

    /// <summary>Decides and writes with nothing in between.</summary>
    public LeaseAnswer Acquire(LeaseRequest request, Func<int, int> pick) => Write(Decide(request, pick));

    /// <summary>
    /// Writes a lease for another lifetime. Flannel does not look whether it is still there or whose it is: who renews after the
    /// end, before hearing of it, takes it back.
    /// </summary>
    public FlannelLease Renew(LeaseKey key, LeaseAttributes attributes) => Put(key, attributes, Lifetime);

    /// <summary>A cluster whose nodes have the subnets that they lease now, and no others; by its public address a node is known.</summary>
    public ClusterNetwork SubnetsOn(ClusterNetwork cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster with
        {
            Nodes = [.. cluster.Nodes.Select(node => node with { PodCidrs = [.. _leases.Values.Where(lease => IsOf(lease, node)).SelectMany(lease => lease.Subnets)] })],
        };
    }

    private static bool IsOf(FlannelLease lease, ClusterNode node) => lease.Attributes.PublicIp is { } address
        ? address == node.V4?.Address
        : lease.Attributes.PublicIpV6 is { } addressV6 && addressV6 == node.V6?.Address;

    private FlannelLease Put(LeaseKey key, LeaseAttributes attributes, TimeSpan? lifetime)
    {
        FlannelLease lease = new(key.Subnet, key.SubnetV6, attributes) { Expires = Now + lifetime };
        _leases[key.ToString()] = lease;
        _events.Add(LeaseEvent.Added(lease));
        return lease;
    }

    private void Delete(string key)
    {
        if (_leases.Remove(key, out FlannelLease? lease))
        {
            _events.Add(LeaseEvent.Removed(new(lease.Subnet, lease.SubnetV6, new(""))));
        }
    }
}
