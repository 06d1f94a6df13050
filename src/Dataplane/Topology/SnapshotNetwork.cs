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
        return Calicos(DatastoreView.Of(snapshot.Model), new PolicyFilter(snapshot.Hooks));
    }

    /// <summary>The network of an input; what the input does not say of it is inferred. An error where Flannel's configuration does not work.</summary>
    public static FlannelResult<PodNetwork> Of(LoadResult loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return Of(loaded.Snapshot, DatastoreView.Of(loaded));
    }

    /// <summary>The network that a datastore shows; an error where Flannel's configuration does not work.</summary>
    /// <param name="snapshot">The policies in force.</param>
    /// <param name="view">The network's datastore.</param>
    public static FlannelResult<PodNetwork> Of(PolicySnapshot snapshot, DatastoreView view)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(view);
        var filter = new PolicyFilter(snapshot.Hooks);
        return view switch
        {
            { Terway: { } terway } => new(TerwayNetwork.Of(view.Cluster, terway, filter)),
            { Provider: NetworkProvider.Flannel, Flannel: { } config } => As(FlannelNetwork.Of(view.Cluster, config, view.FlannelMasquerade)),
            { Provider: NetworkProvider.Canal, Flannel: { } config } => As(CanalNetwork.Of(view.Cluster, config, filter, view.FlannelMasquerade)),
            { Provider: NetworkProvider.Flannel or NetworkProvider.Canal } => new(FlannelErrorKind.Malformed, "Flannel's configuration cannot be read"),
            _ => new(Calicos(view, filter)),
        };
    }

    private static CalicoNetwork Calicos(DatastoreView view, PolicyFilter filter) => new(view.Cluster, view.Settings, filter);

    private static FlannelResult<PodNetwork> As<T>(FlannelResult<T> network)
        where T : PodNetwork => new(network.Value, network.Error);
}
