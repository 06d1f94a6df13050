using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>What Flannel's rules on a node do with packets.</summary>
/// <param name="stack">The node's stack.</param>
/// <param name="services">What kube-proxy's rules do there; null where it does not run.</param>
/// <param name="v4">The rules for IPv4; null where the node has no subnet of it.</param>
/// <param name="v6">The rules for IPv6; null where the node has no subnet of it.</param>
/// <param name="filter">What policies decide, which are not Flannel's.</param>
internal sealed class FlannelRules(NetworkStack stack, NodeProxy? services, FlannelMasquerade? v4, FlannelMasquerade? v6, IPacketFilter filter)
    : NodeRules(stack, services)
{
    public override HookDecision Filter(in HookPacket packet) => filter.Decide(packet);

    public override bool AcceptsTunnelFrom(IpAddress source, EncapsulationKind kind) => true;

    protected override SourceTranslation? TranslateOutgoing(Packet packet, NetworkDevice to)
    {
        IpFamily family = packet.Source.Family;
        FlannelMasquerade? rules = family == IpFamily.V4 ? v4 : v6;
        return rules?.Masquerades(packet.Source, packet.Destination) == true && Stack.SourceOn(to, packet.Destination) is { } own
            ? new SourceTranslation(own, rules.Chain)
            : null;
    }
}
