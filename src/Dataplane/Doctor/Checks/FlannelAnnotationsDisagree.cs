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

    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from node in cluster.View is { Provider: NetworkProvider.Flannel or NetworkProvider.Canal } ? cluster.Told.Nodes : []
        let backend = WhyOfBackend(node, cluster.View.Flannel?.Backend.Type)
        let why = backend ?? s_annotations.Select(told => WhyOf(node, told)).FirstOrDefault(found => found is not null)
        where why is not null
        select new Complaint($"Node/{node.Name}", $"Flannel tells others of node `{node.Name}` {why}", backend is null ? null : Restart);

    private static string? WhyOfBackend(ClusterNode node, string? configured) =>
        configured is not null && node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendType) is { Length: > 0 } told && told != configured
            ? $"that its backend is `{told}`, and its configuration says `{configured}`: nodes of different backends have no routes to each other"
            : null;

    private static string? WhyOf(ClusterNode node, (IpFamily Family, string Address, string Overwrite, string Data) told)
    {
        if (node.Annotations.GetValueOrDefault(told.Address) is { Length: > 0 } text)
        {
            IpAddress[] known = [.. node.InternalAddresses.Where(own => own.Family == told.Family)];
            if (!IpAddress.TryParse(text, out IpAddress address) || address.Family != told.Family)
            {
                return $"that it is at `{text}`, which is no IPv{(int)told.Family} address";
            }

            if (known.Length > 0 && !known.Contains(address) && node.Annotations.GetValueOrDefault(told.Overwrite) != text)
            {
                return $"that it is at {address}, and its address in Kubernetes is {known[0]}";
            }
        }

        return node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendType) == "vxlan"
            && node.Annotations.GetValueOrDefault(told.Data) is { Length: > 0 } data and not "null"
            && BackendData.VtepMacOf(data) is null
            ? $"an Ethernet address that cannot be read: `{data}`"
            : null;
    }
}
