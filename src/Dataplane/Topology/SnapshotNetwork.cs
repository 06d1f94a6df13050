using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Walk;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>Makes the network of a cluster, with a snapshot's policies in force on its nodes.</summary>
public static class SnapshotNetwork
{
    /// <summary>The network as far as a snapshot's own model tells it.</summary>
    public static PodNetwork Of(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Of(snapshot, DatastoreView.Of(snapshot.Model));
    }

    /// <summary>The network of an input; what the input does not say of it is inferred.</summary>
    public static PodNetwork Of(LoadResult loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return Of(loaded.Snapshot, DatastoreView.Of(loaded));
    }

    /// <summary>The network that a datastore shows.</summary>
    /// <param name="snapshot">The policies in force.</param>
    /// <param name="view">The network's datastore.</param>
    public static PodNetwork Of(PolicySnapshot snapshot, DatastoreView view)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(view);
        return new CalicoNetwork(view.Cluster, view.Settings, new PolicyFilter(snapshot.Hooks));
    }
}
