using System.Globalization;
using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Policies of host endpoints that keep the network's own packets from going between nodes.</summary>
internal sealed class PortClosedBetweenNodes() : NetworkCheck(
    "PE6508", Severity.Error, "policies close the network's own ports", "allow it between nodes in a GlobalNetworkPolicy on the host endpoints, or add it to the failsafe ports")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        HashSet<string> guarded = [.. cluster.Snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.HostEndpoint).Select(endpoint => endpoint.Node)];
        string[] nodes = [.. cluster.View.Cluster.Nodes.Select(node => node.Name).Where(guarded.Contains)];
        return from family in Families.Both
               from needs in nodes.Take(1).Select(example => new PortNeeds(cluster, family, example))
               from node in nodes
               from need in needs.Of(node)
               from way in Ways(cluster.Snapshot.Hooks, need.Need, need.Own, need.Others)
               select new Complaint($"Node/{node}", $"policies close {need.Need.Name} at node `{node}` {way}");
    }

    /// <summary>From whom and to whom policies at a node close what it needs.</summary>
    private static IEnumerable<string> Ways(PolicyHooks hooks, PortNeed need, NodeEnd own, NodeEnd[] others)
    {
        NodeInterface uplink = new(Underlay.UplinkOf(new InterfaceAddress(own.Address, own.Address.BitLength))) { Addresses = [own.Address] };
        return Closed("from", others.Where(other => IsClosedFrom(hooks, uplink, other, own, need)))
            .Concat(Closed("to", others.Where(other => IsClosedTo(hooks, uplink, other, own, need))));
    }

    private static bool IsClosedTo(PolicyHooks hooks, NodeInterface uplink, NodeEnd other, NodeEnd own, PortNeed need) =>
        hooks.Decide(new HookPacket(NodeHook.Output, own.Name, null, uplink, own.Address, other.Address, need.Traffic, false) { IsBetweenNodes = need.IsBetweenNodes }).Outcome == Outcome.Deny;

    private static bool IsClosedFrom(PolicyHooks hooks, NodeInterface uplink, NodeEnd other, NodeEnd own, PortNeed need)
    {
        HookPacket packet = new(NodeHook.Prerouting, own.Name, uplink, null, other.Address, own.Address, need.Traffic, false) { IsBetweenNodes = need.IsBetweenNodes };
        HookDecision arrival = hooks.Decide(packet);
        return arrival.Outcome == Outcome.Deny || hooks.Decide(packet with { Hook = NodeHook.Input, IsAccepted = arrival.IsAccepted }).Outcome == Outcome.Deny;
    }

    private static IEnumerable<string> Closed(string way, IEnumerable<NodeEnd> others) => others.ToArray() switch
    {
        [] => [],
        [var only] => [$"{way} {only.Text}"],
        [var first, .. var more] => [string.Create(CultureInfo.InvariantCulture, $"{way} {first.Text} and {more.Length} more")],
    };
}
