using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes that Flannel tells the others wrongly about: their packets to it go elsewhere, or nowhere.</summary>
internal sealed class FlannelAnnotationsDisagree() : NetworkCheck(
    "PE6521", Severity.Error, "Flannel tells others wrongly about a node", "give Flannel the interface between nodes (`--iface`), and restart it on the node")
{
    private const string Restart = "restart Flannel on the node: it reads its configuration when it starts";

    private static readonly (IpFamily Family, string Address, string Overwrite, string Data)[] s_annotations =
    [
        (IpFamily.V4, FlannelAnnotations.PublicIp, FlannelAnnotations.PublicIpOverwrite, FlannelAnnotations.BackendData),
        (IpFamily.V6, FlannelAnnotations.PublicIpV6, FlannelAnnotations.PublicIpV6Overwrite, FlannelAnnotations.BackendDataV6),
    ];

    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        if (cluster.View.Provider is not (NetworkProvider.Flannel or NetworkProvider.Canal))
        {
            return [];
        }

        Wires wires = new(cluster.View.Cluster);
        return from node in cluster.View.Cluster.Nodes
               let backend = WhyOfBackend(node, cluster.View.Flannel?.Backend.Type)
               let why = backend ?? s_annotations.Select(told => WhyOf(node, wires, told)).FirstOrDefault(found => found is not null)
               where why is not null
               select new Complaint($"Node/{node.Name}", $"Flannel tells others of node `{node.Name}` {why}", backend is null ? null : Restart);
    }

    /// <summary>Whether Kubernetes has other addresses of a node than one, and the node does not have that one where the others are.</summary>
    private static bool IsElsewhere(ClusterNode node, Wires wires, IpAddress address) =>
        node.InternalAddresses.Any(known => known.Family == address.Family) && !node.InternalAddresses.Contains(address) && !wires.Of(node).Any(own => own.Address == address);

    private static string? WhyOfBackend(ClusterNode node, string? configured) =>
        configured is not null && node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendType) is { Length: > 0 } told && told != configured
            ? $"that its backend is `{told}`, and its configuration says `{configured}`: nodes of different backends have no routes to each other"
            : null;

    private static string? WhyOf(ClusterNode node, Wires wires, (IpFamily Family, string Address, string Overwrite, string Data) told)
    {
        if (node.Annotations.GetValueOrDefault(told.Address) is { Length: > 0 } text)
        {
            if (!IpAddress.TryParse(text, out IpAddress address) || address.Family != told.Family)
            {
                return $"that it is at `{text}`, which is no IPv{(int)told.Family} address";
            }

            if (IsElsewhere(node, wires, address) && node.Annotations.GetValueOrDefault(told.Overwrite) != text)
            {
                return $"that it is at {address}, and on the network between nodes it is at {wires.Of(node, told.Family)?.Address}";
            }
        }

        return node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendType) == "vxlan"
            && node.Annotations.GetValueOrDefault(told.Data) is { Length: > 0 } data and not "null"
            && BackendData.VtepMacOf(data) is null
            ? $"an Ethernet address that cannot be read: `{data}`"
            : null;
    }
}
