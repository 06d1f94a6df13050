using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>A node whose detected address is that of a bridge, of a pod or of another network than the cluster's.</summary>
internal sealed class AddressOfAnotherInterface() : NetworkCheck(
    "PE6509", Severity.Error, "node's address is of another interface", "set the autodetection method, such as `IP_AUTODETECTION_METHOD=kubernetes-internal-ip`")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        Wires wires = new(cluster.Told);
        return from node in cluster.Told.Nodes
               from family in Families.Both
               let why = Why(cluster, wires, node, family)
               where why is not null
               select new Complaint($"Node/{node.Name}", $"node `{node.Name}` has {node.Address(family)}, {why}");
    }

    private static string? Why(Examination cluster, Wires wires, ClusterNode node, IpFamily family)
    {
        if (node.Address(family) is not { } address)
        {
            return null;
        }

        return cluster.PoolWith(address.Address) is { } pool && cluster.IsUsed(pool) ? $"which is in pool `{pool.Name}`"
            : node.InternalAddresses.Contains(address.Address) ? null
            : Wires.Docker.Contains(address.Address) ? "which is in the range of Docker's bridge"
            : wires.StrayOf(node).Contains(address) ? $"which is on another subnet than its address in Kubernetes, {wires.Of(node, family)?.Address}, and alone there"
            : null;
    }
}
