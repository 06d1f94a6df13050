using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Canal;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Terway;
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
        var filter = new PolicyFilter(snapshot.Hooks);
        return view.Terway is { } terway
            ? TerwayNetwork.Of(view.Cluster, terway, filter)
            : Flannels(view, filter, hasPolicies: !snapshot.Model.Policies.IsEmpty) ?? new CalicoNetwork(view.Cluster, view.Settings, filter);
    }

    /// <summary>The network of Flannel, with Calico at its pods where there are policies to enforce; null where the cluster has none, or its backend does not work.</summary>
    private static PodNetwork? Flannels(DatastoreView view, PolicyFilter filter, bool hasPolicies)
    {
        if (view is not { Provider: NetworkProvider.Flannel, Flannel: { } config })
        {
            return null;
        }

        return hasPolicies ? CanalNetwork.Of(view.Cluster, config, filter).Value : FlannelNetwork.Of(view.Cluster, config).Value;
    }
}
