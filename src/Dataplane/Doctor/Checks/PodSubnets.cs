using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes without a subnet for their pods, with one outside the network, or with that of another; where every node has its own.</summary>
internal sealed class PodSubnets() : NetworkCheck(
    "PE6522", Severity.Error, "node's subnet for pods does not fit", "let the controller manager give each node a `podCIDR` of the cluster's range (`--cluster-cidr`)")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        if (!cluster.View.NodesHaveSubnets)
        {
            return [];
        }

        (string Name, IpPrefix[] Ranges)[] networks = [("Flannel's network", [.. Networks(cluster).Select(network => network.Cidr).OfType<IpPrefix>()]), ("the cluster's range", [.. cluster.Proxy.PodRanges])];
        return Missing(cluster).Concat(Outside(cluster, networks)).Concat(Overlapping(cluster));
    }

    private static IEnumerable<FlannelSubnets> Networks(Examination cluster) =>
        cluster.View is { Terway: null, Flannel: { } flannel } ? new[] { flannel.V4, flannel.V6 }.Where(network => network.Enabled) : [];

    private static IEnumerable<Complaint> Missing(Examination cluster)
    {
        IpFamily[] families = cluster.View.Terway is null ? [.. Networks(cluster).Select(network => network.Family)] : [IpFamily.V4];
        return from node in cluster.Told.Nodes
               from family in families
               where !node.PodCidrs.Any(subnet => subnet.Family == family)
               select Of(node, FormattableString.Invariant($"node `{node.Name}` has no IPv{(int)family} subnet for its pods"));
    }

    private static IEnumerable<Complaint> Outside(Examination cluster, (string Name, IpPrefix[] Ranges)[] networks) =>
        from node in cluster.Told.Nodes
        from subnet in node.PodCidrs
        from network in networks
        let ranges = network.Ranges.Where(range => range.Family == subnet.Family).ToArray()
        where ranges.Length > 0 && !Array.Exists(ranges, range => range.Covers(subnet))
        select Of(node, $"subnet {subnet} of node `{node.Name}` is not within {network.Name}, {string.Join<IpPrefix>(", ", ranges)}");

    private static IEnumerable<Complaint> Overlapping(Examination cluster) =>
        from nest in Nesting.Of(from node in cluster.Told.Nodes from subnet in node.PodCidrs select (Node: node, Subnet: subnet), held => held.Subnet)
        let others = FewNames.Of(nest.Held.Select(held => $"`{held.Node.Name}` ({held.Subnet})"), nest.Held.Count)
        select Of(nest.Outer.Node, $"subnet {nest.Outer.Subnet} of node `{nest.Outer.Node.Name}` overlaps that of {others}");

    private static Complaint Of(ClusterNode node, string message) => new($"Node/{node.Name}", message);
}
