using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>Turns what a node hears about leases into what changed for it.</summary>
/// <param name="own">The node's own lease, of which it does not want to hear.</param>
public sealed class LeaseWatcher(FlannelLease own)
{
    private List<FlannelLease> _known = [];

    /// <summary>
    /// Takes all leases as they stand. As in Flannel, the known leases then include the node's own, so that the next snapshot
    /// reports that one as removed.
    /// </summary>
    public ImmutableArray<LeaseEvent> Reset(IReadOnlyList<FlannelLease> snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ImmutableArray<LeaseEvent>.Builder events = ImmutableArray.CreateBuilder<LeaseEvent>();
        foreach (FlannelLease lease in snapshot.Where(lease => !lease.IsOfSubnetsOf(own)))
        {
            int at = IndexOf(lease);
            if (at < 0)
            {
                events.Add(LeaseEvent.Added(lease));
            }
            else
            {
                _known.RemoveAt(at);
            }
        }

        events.AddRange(_known.Select(LeaseEvent.Removed));
        _known = [.. snapshot];
        return events.ToImmutable();
    }

    /// <summary>Takes changes. A removal comes without attributes; those last heard are added.</summary>
    public ImmutableArray<LeaseEvent> Update(IEnumerable<LeaseEvent> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return [.. changes.Where(change => !change.Lease.IsOfSubnetsOf(own)).Select(Update)];
    }

    private LeaseEvent Update(LeaseEvent change)
    {
        int at = IndexOf(change.Lease);
        if (change.Kind == LeaseEventKind.Added)
        {
            _known.RemoveRange(at < 0 ? _known.Count : at, at < 0 ? 0 : 1);
            _known.Insert(at < 0 ? _known.Count : at, change.Lease);
            return change;
        }

        if (at < 0)
        {
            return change;
        }

        FlannelLease known = _known[at];
        _known.RemoveAt(at);
        return LeaseEvent.Removed(known);
    }

    private int IndexOf(FlannelLease lease) => _known.FindIndex(known => known.IsOfSubnetsOf(lease));
}
