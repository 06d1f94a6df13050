using System.Globalization;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Gives nodes the interfaces that own the addresses of their pods, which no resource of the cluster tells.</summary>
internal sealed class TerwayInference(Assumptions assumptions)
{
    // The switches of the VPC whose size is not told.
    private const int UsualLength = 24;
    private const int UsualLengthV6 = 64;

    public ClusterNetwork Complete(ClusterNetwork cluster, TerwaySettings settings)
    {
        assumptions.Add($"the network is Terway's; pods are taken to be connected by {WordOf(settings.Datapath)}");
        if (settings.Datapath == TerwayDatapath.VpcRoute)
        {
            return cluster;
        }

        assumptions.Add(string.Create(CultureInfo.InvariantCulture, $"interfaces for pods are taken to be in the subnet of their node if that has the pods' addresses, else in one of /{UsualLength} (/{UsualLengthV6})"));
        ILookup<string, ClusterPod> pods = cluster.Pods.ToLookup(pod => pod.Node, StringComparer.Ordinal);
        return cluster with { Nodes = [.. cluster.Nodes.Select(node => node with { Enis = [.. EnisOf(node, pods[node.Name])] })] };
    }

    private static IEnumerable<NodeEni> EnisOf(ClusterNode node, IEnumerable<ClusterPod> pods) => pods
        .SelectMany(pod => pod.Addresses)
        .GroupBy(address => SubnetOf(node, address))
        .OrderBy(group => group.Key.First)
        .Select((group, number) => new NodeEni(string.Create(CultureInfo.InvariantCulture, $"eth{number + 1}"), group.Key) { Assigned = [.. group] });

    private static IpPrefix SubnetOf(ClusterNode node, IpAddress address) => node.Address(address.Family) is { } own && own.Subnet.Contains(address)
        ? own.Subnet
        : IpPrefix.Of(address, address.Family == IpFamily.V4 ? UsualLength : UsualLengthV6);

    private static string WordOf(TerwayDatapath datapath) => datapath switch
    {
        TerwayDatapath.VpcRoute => "the routes of the VPC",
        TerwayDatapath.IpVlan => "IPvlan",
        TerwayDatapath.ExclusiveEni => "interfaces of their own",
        TerwayDatapath.Vlan => "VLANs of interfaces of their nodes",
        _ => "policy routes",
    };
}
