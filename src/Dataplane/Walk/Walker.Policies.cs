using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Queries.Hooks;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Asking policies on the way through a node.</summary>
internal sealed partial class Walker
{
    private const string ServeLoop = "nothing on the node translates this port of a service's address: see the service's ports and backends, and that kube-proxy runs";

    /// <summary>Whether policies let the packet go on; if not, its way ended.</summary>
    private bool Filter(Passage passage, NodeHook hook, NetworkDevice? to)
    {
        if (passage.Rules is null)
        {
            return true;
        }

        if (passage.IsEstablished)
        {
            _steps.Add(new FilteredStep(passage.Stack.Name, passage.Packet, hook, null));
            return true;
        }

        Packet packet = passage.Packet;
        HookDecision decision = passage.Rules.Filter(new HookPacket(hook, passage.Stack.Name, InterfaceOf(passage.From), InterfaceOf(to), packet.Source, packet.Destination, packet.Traffic, passage.IsAccepted)
        {
            IsBetweenNodes = packet.Inner is { } inner && passage.Rules.IsBetweenNodes(passage.From is null ? packet.Destination : packet.Source, inner.Kind),
        });
        passage.IsAccepted = decision.IsAccepted;
        passage.IsUntracked |= decision.IsUntracked;
        if (!decision.Chains.IsEmpty)
        {
            _steps.Add(new FilteredStep(passage.Stack.Name, packet, hook == NodeHook.Forward ? passage.SeenAt ?? hook : hook, decision));
        }

        if (decision.Outcome == Outcome.Deny)
        {
            ChainDecision? denial = decision.Chains.LastOrDefault();
            End(WalkEnd.DeniedByPolicy, passage.Stack.Name, packet, denial?.ToString() ?? "", remedy: denial?.Decision.Reason == ReasonCode.ServiceLoop ? ServeLoop : null);
            return false;
        }

        _unknown ??= decision.Chains.FirstOrDefault(chain => chain.Decision.Outcome != Outcome.Allow);
        return true;
    }

    private static NodeInterface? InterfaceOf(NetworkDevice? device) => device switch
    {
        null => null,
        VethDevice veth => new NodeInterface(veth.Name) { Workload = veth.PeerStack },
        UplinkDevice uplink => new NodeInterface(uplink.Name) { Addresses = [.. uplink.Addresses.Select(address => address.Address)] },
        _ => new NodeInterface(device.Name),
    };
}
