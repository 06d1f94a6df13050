using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Policies of host endpoints that keep the network's own packets from going between nodes.</summary>
internal sealed class PortClosedBetweenNodes() : NetworkCheck(
    "PE6508", Severity.Error, "policies close the network's own ports", "allow it between nodes in a GlobalNetworkPolicy on the host endpoints, or add it to the failsafe ports")
{
    private const ushort Bgp = 179;
    private const ushort Typha = 5473;

    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        ClusterNode[] nodes = [.. cluster.View.Cluster.Nodes.Where(node => node.V4 is not null)];
        return from place in Enumerable.Range(0, nodes.Length > 1 ? nodes.Length : 0)
               let node = nodes[place]
               let other = nodes[(place + 1) % nodes.Length]
               from need in Needs(cluster, node)
               from way in Closed(cluster.Snapshot.Hooks, node, other, need.Traffic)
               select new Complaint($"Node/{node.Name}", $"policies close {need.Name} at node `{node.Name}` {way} node `{other.Name}`");
    }

    private static IEnumerable<(string Name, TrafficPoint Traffic)> Needs(Examination cluster, ClusterNode node)
    {
        Encapsulations encapsulations = new(cluster.Told.Pools);
        if (NoWayForRoutes.NeedsBgp(cluster) && cluster.Told.Bgp.NodeToNodeMeshEnabled)
        {
            yield return ("BGP (TCP 179)", TrafficPoint.Ports(Protocol.Tcp, Bgp, 40000));
        }

        if (encapsulations.HasVxlan(IpFamily.V4))
        {
            ushort port = cluster.View.Settings.For(node.Name).VxlanPort;
            yield return (FormattableString.Invariant($"VXLAN (UDP {port})"), TrafficPoint.Ports(Protocol.Udp, port, 40000));
        }

        if (encapsulations.HasIpip)
        {
            yield return ("IPIP (protocol 4)", TrafficPoint.Other(new Protocol(4)));
        }

        if (cluster.Told.Services.Any(port => port.Name.Service == "calico-typha"))
        {
            yield return ("Typha (TCP 5473)", TrafficPoint.Ports(Protocol.Tcp, Typha, 40000));
        }
    }

    private static IEnumerable<string> Closed(PolicyHooks hooks, ClusterNode node, ClusterNode other, TrafficPoint traffic)
    {
        IpAddress own = node.V4!.Value.Address;
        IpAddress theirs = other.V4!.Value.Address;
        NodeInterface uplink = new(Underlay.UplinkOf(node.V4.Value)) { Addresses = [own] };
        HookDecision arrival = hooks.Decide(new HookPacket(NodeHook.Prerouting, node.Name, uplink, null, theirs, own, traffic, false));
        HookDecision entry = hooks.Decide(new HookPacket(NodeHook.Input, node.Name, uplink, null, theirs, own, traffic, arrival.IsAccepted));
        HookDecision exit = hooks.Decide(new HookPacket(NodeHook.Output, node.Name, null, uplink, own, theirs, traffic, false));
        if (arrival.Outcome == Outcome.Deny || entry.Outcome == Outcome.Deny)
        {
            yield return "from";
        }

        if (exit.Outcome == Outcome.Deny)
        {
            yield return "to";
        }
    }
}
