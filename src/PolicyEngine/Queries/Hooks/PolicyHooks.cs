using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries.Stages;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Hooks;

/// <summary>
/// What the policies of a snapshot decide about a packet at each point of its way through a node, in the order of Felix's
/// chains (<c>felix/rules/static.go</c>). Any number of threads may ask.
/// </summary>
public sealed class PolicyHooks
{
    private readonly PolicyModel _model;
    private readonly EvaluationGraph _graph;
    private readonly NodeInterfaces _interfaces;
    private readonly NodeIndex _nodes;
    private readonly TunnelTables _tunnels;
    private readonly Dictionary<string, int> _pods = new(StringComparer.Ordinal);

    internal PolicyHooks(PolicyModel model, EvaluationGraph graph, NodeInterfaces interfaces, NodeIndex nodes)
    {
        (_model, _graph, _interfaces, _nodes, _tunnels) = (model, graph, interfaces, nodes, graph.Tunnels);
        foreach (int endpoint in model.Endpoints.Numbers)
        {
            if (model.Endpoints[endpoint] is { Kind: EndpointKind.Pod } pod)
            {
                _pods.TryAdd($"{pod.Namespace}/{pod.Name}", endpoint);
            }
        }
    }

    /// <summary>What is decided about a packet at a point of its way.</summary>
    public HookDecision Decide(in HookPacket packet)
    {
        if (packet.Source.Family == IpFamily.V6 && !_model.Felix.Of(packet.Node).Ipv6Support)
        {
            return HookDecision.Open;
        }

        var chains = new HookChains(packet.Traffic) { IsAccepted = packet.IsAccepted };
        switch (packet.Hook)
        {
            case NodeHook.Prerouting:
                Arrive(packet, chains);
                break;
            case NodeHook.Input:
                Enter(packet, chains);
                break;
            case NodeHook.Forward:
                Forward(packet, chains);
                break;
            default:
                Leave(packet, chains);
                break;
        }

        return chains.Result;
    }

    private void Arrive(in HookPacket packet, HookChains chains)
    {
        if (_interfaces.IsEmpty)
        {
            return;
        }

        if (packet.From?.Workload is null)
        {
            Host(packet, packet.From, PolicyFamily.Untracked, Directions.Ingress, chains);
        }

        Host(packet, packet.From, PolicyFamily.PreDnat, Directions.Ingress, chains);
    }

    private void Enter(in HookPacket packet, HookChains chains)
    {
        if (packet.From?.Workload is { } pod)
        {
            if (packet.Source.Family == IpFamily.V6 && !chains.Ask("neighbour discovery", FixedTables.NeighborDiscovery))
            {
                return;
            }

            Pod(packet, pod, Directions.Egress, chains);
            chains.Ask("pods to their node", _tunnels.Into(packet.Node, packet.Source.Family, isFromNode: false));
            chains.Ask("pods to their node", FixedTables.ToHost(_model.Felix.Of(packet.Node).DefaultEndpointToHostAction));
        }
        else if (!_interfaces.IsEmpty && !packet.IsBetweenNodes && chains.Ask("packets that wrap others", _tunnels.Into(packet.Node, packet.Source.Family, IsFromNode(packet))))
        {
            Host(packet, packet.From, PolicyFamily.Normal, Directions.Ingress, chains);
        }
    }

    /// <summary>Whether it shows the address by which nodes know each other: a node's first one of each family.</summary>
    private bool IsFromNode(in HookPacket packet) =>
        (_nodes.NameAt(packet.Source) is { } name && _nodes.Find(name)?.AddressIn(packet.Source.Family) == packet.Source)
        || _model.Felix.Of(packet.Node).ExternalNodes.Contains(packet.Source);

    private void Forward(in HookPacket packet, HookChains chains)
    {
        if (!chains.IsAccepted)
        {
            Host(packet, packet.From, PolicyFamily.Forward, Directions.Ingress, chains);
        }

        if (packet.From?.Workload is { } source)
        {
            Pod(packet, source, Directions.Egress, chains);
        }

        if (packet.To?.Workload is { } destination)
        {
            Pod(packet, destination, Directions.Ingress, chains);
        }

        Host(packet, packet.To, PolicyFamily.Forward, Directions.Egress, chains);
        if (packet.To?.Workload is null && _model.ServiceAddresses.Contains(packet.Destination) && _model.Felix.Of(packet.Node).PreventsServiceLoops)
        {
            chains.Ask("addresses of services", FixedTables.ServiceLoop);
        }
    }

    private void Leave(in HookPacket packet, HookChains chains)
    {
        if (packet.To?.Workload is not null)
        {
            chains.Ask("a node to its pods", FixedTables.LocalHost);
            return;
        }

        Host(packet, packet.To, PolicyFamily.Untracked, Directions.Egress, chains);
        if (!packet.IsBetweenNodes)
        {
            Host(packet, packet.To, PolicyFamily.Normal, Directions.Egress, chains);
        }
    }

    private void Host(in HookPacket packet, NodeInterface? link, PolicyFamily family, Directions direction, HookChains chains)
    {
        if (_interfaces.IsEmpty || chains.IsOver)
        {
            return;
        }

        Governor governor = GovernorOf(packet.Node, link);
        if (governor.Doubt is { } doubt)
        {
            chains.Ask($"host endpoint of {packet.Node}", doubt);
            return;
        }

        bool isRendered = family != PolicyFamily.Untracked || governor.Stages?.HostEndpoint.InterfaceName != "*";
        if (!isRendered || governor.Find(family, direction) is not { } stage)
        {
            return;
        }

        (IpAddress self, IpAddress peer) = direction == Directions.Ingress ? (packet.Destination, packet.Source) : (packet.Source, packet.Destination);
        chains.Ask(stage, _graph.Table(stage.Chain, _graph.Find(self).Class, _graph.Find(peer).Class));
    }

    private Governor GovernorOf(string node, NodeInterface? link) => link switch
    {
        { Workload: null, Addresses: [var address, ..] } => _interfaces.Of(node).GovernorAt(address),
        _ => _interfaces.Of(node).GovernorOfOthers(),
    };

    private void Pod(in HookPacket packet, string name, Directions direction, HookChains chains)
    {
        if (chains.IsOver || !_pods.TryGetValue(name, out int endpoint))
        {
            return;
        }

        EndpointSides sides = _graph.SidesOf(endpoint);
        (IpAddress own, IpAddress other) = direction == Directions.Ingress ? (packet.Destination, packet.Source) : (packet.Source, packet.Destination);
        if (direction == Directions.Egress)
        {
            chains.Ask($"egress of {name}", EncapsulatedPackets.FromWorkloads(_model.Felix.Of(packet.Node), _model.Profile));
        }

        // The class of its own address: that of the endpoint, and where rules speak of the address, of that too.
        int self = _graph.Find(own) is var (ownClass, owner) && owner == endpoint ? ownClass : _graph.ClassAt(own, endpoint);
        int chain = direction == Directions.Ingress ? sides.IngressChain : sides.EgressChain;
        chains.Ask($"{(direction == Directions.Ingress ? "ingress" : "egress")} of {name}", _graph.Table(chain, self, _graph.Find(other).Class));
    }
}
