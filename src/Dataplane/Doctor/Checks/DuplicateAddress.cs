using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>An address that two nodes or pods have, a node's of its own or for a tunnel.</summary>
internal sealed class DuplicateAddress() : NetworkCheck(
    "PE6510", Severity.Error, "two nodes or pods with one address", "release the address of one of them, and let it get another")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from held in cluster.Told.Nodes.SelectMany(Addresses).Concat(cluster.Told.Pods.SelectMany(Addresses)).GroupBy(held => held.Address)
        let holders = held.Select(entry => entry.Holder).Distinct().ToArray()
        where holders.Length > 1
        let last = holders[^1]
        select new Complaint($"{last.Kind}/{last.Name}", $"{held.Key} is the address of {FewNames.Of(holders.Select(holder => $"{holder.Kind.ToLowerInvariant()} `{holder.Name}`"), holders.Length)}");

    private static IEnumerable<(IpAddress Address, (string Kind, string Name) Holder)> Addresses(ClusterNode node) =>
        from address in new[]
        {
            node.V4?.Address, node.V6?.Address, node.IpipTunnel, node.VxlanTunnelV4, node.VxlanTunnelV6, node.WireguardTunnelV4, node.WireguardTunnelV6,
        }
        where address is not null
        select (address.Value, ("Node", node.Name));

    private static IEnumerable<(IpAddress Address, (string Kind, string Name) Holder)> Addresses(ClusterPod pod) =>
        pod.Addresses.Select(address => (address, ("Pod", pod.Stack)));
}
