using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>
/// The addresses that nodes have on the network between them. What is sent to one comes to its node whatever else is said of the
/// address, as where a Service has it too.
/// </summary>
internal sealed class HeldAddresses
{
    private readonly Dictionary<IpAddress, string> _holders = [];

    public HeldAddresses(ClusterNetwork cluster)
    {
        Wires wires = new(cluster);
        foreach (ClusterNode node in cluster.Nodes)
        {
            foreach (InterfaceAddress own in wires.Of(node).Concat(wires.FurtherOf(node)))
            {
                _holders[own.Address] = node.Name;
            }
        }
    }

    /// <summary>The node that has an address; null where none has.</summary>
    public string? HolderOf(IpAddress address) => _holders.GetValueOrDefault(address);
}
