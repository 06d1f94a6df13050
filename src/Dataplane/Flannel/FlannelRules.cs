using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>What Flannel's rules on a node do with packets.</summary>
/// <param name="v4">The rules for IPv4; null where the node has no subnet of it.</param>
/// <param name="v6">The rules for IPv6; null where the node has no subnet of it.</param>
/// <param name="filter">What policies decide, which are not Flannel's.</param>
internal sealed class FlannelRules(FlannelMasquerade? v4, FlannelMasquerade? v6, IPacketFilter filter) : NodeRules
{
    public override HookDecision Filter(in HookPacket packet) => filter.Decide(packet);

    public override DestinationTranslation? TranslateDestination(Packet packet, NetworkDevice? from) => null;

    public override SourceTranslation? TranslateSource(Packet packet, NetworkDevice? from, NetworkDevice to, bool isMarked)
    {
        IpFamily family = packet.Source.Family;
        FlannelMasquerade? rules = family == IpFamily.V4 ? v4 : v6;
        return rules?.Masquerades(packet.Source, packet.Destination, isMarked ? FlannelMasquerade.KubeProxyMark : 0) == true && to.PrimaryIn(family) is { } own
            ? new SourceTranslation(own, rules.Chain)
            : null;
    }

    public override bool AcceptsTunnelFrom(IpAddress source, EncapsulationKind kind) => true;
}
