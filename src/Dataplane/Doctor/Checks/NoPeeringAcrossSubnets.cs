using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Pools whose packets travel as they are between subnets, where the router between those is not told which node has which pod.</summary>
internal sealed class NoPeeringAcrossSubnets() : NetworkCheck(
    "PE6519", Severity.Error, "no way between subnets of nodes", "create a BGPPeer with the router's address, or let the pool wrap packets between subnets")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) => OfPools(cluster).Concat(FlannelAcrossSubnets.Examine(cluster));

    private static IEnumerable<Complaint> OfPools(Examination cluster) =>
        from pool in cluster.PodPools
        where !pool.Disabled && pool is { Ipip: EncapsulationMode.Never, Vxlan: EncapsulationMode.Never }
        from pair in Unreachable(cluster.Told, pool).Take(1)
        select new Complaint(
            $"IPPool/{pool.Name}",
            $"packets of pool `{pool.Name}` are not wrapped, nodes `{pair.From.Name}` and `{pair.To.Name}` are in different subnets, and {Why(pool)} the router where pods of `{pair.To.Name}` are");

    private static string Why(AddressPool pool) => pool.DisableBgpExport ? "with `disableBGPExport` nobody tells" : "no BGP peer outside the cluster tells";

    private static IEnumerable<(ClusterNode From, ClusterNode To)> Unreachable(ClusterNetwork cluster, AddressPool pool)
    {
        IpFamily family = pool.Cidr.Family;
        OutwardBgp outward = new ClusterBgp(cluster, null).Outward(family);
        IpPrefix block = pool.BlockOf(pool.Cidr.First);
        ClusterNode[] nodes = [.. cluster.Nodes.Where(node => node.Address(family) is not null)];
        ClusterNode[] untold = [.. nodes.Where(node => pool.NodeSelector.Matches(node.Labels) && outward.NextHop(block, node.Name) is null)];
        Wires wires = new(cluster);
        ClusterNode[] subnets = [.. nodes.DistinctBy(node => wires.Of(node, family)!.Value.Subnet)];
        return from other in subnets
               from to in untold
               where !wires.Of(other, family)!.Value.Subnet.Contains(wires.Of(to, family)!.Value.Address)
               select (other, to);
    }
}
