using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Walk;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>Makes the network of a snapshot's cluster, with the snapshot's policies in force on its nodes.</summary>
public static class SnapshotNetwork
{
    /// <summary>The network; what the input does not say of it is inferred, see <see cref="ClusterNetwork.Of"/>.</summary>
    public static PodNetwork Of(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new CalicoNetwork(ClusterNetwork.Of(snapshot.Model), CalicoSettings.Of(snapshot.Model.Felix.Of("")), new PolicyFilter(snapshot.Hooks));
    }
}
