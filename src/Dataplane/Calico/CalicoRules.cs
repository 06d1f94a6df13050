using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>What Felix's rules on a node do with packets.</summary>
internal sealed class CalicoRules(CalicoSettings settings, OutgoingNat outgoing, AddressSet hosts, NetworkStack stack, IPacketFilter filter) : NodeRules
{
    public override HookDecision Filter(in HookPacket packet) => filter.Decide(packet);

    public override DestinationTranslation? TranslateDestination(Packet packet, NetworkDevice? from) => null;

    public override SourceTranslation? TranslateSource(Packet packet, NetworkDevice? from, NetworkDevice to, bool isMarked)
    {
        if (outgoing.RuleFor(packet.Source, packet.Destination, packet.Traffic.Protocol) is { Action: not OutgoingNatAction.Return } rule)
        {
            return (rule.Address ?? to.PrimaryIn(packet.Source.Family)) is { } source ? new SourceTranslation(source, "cali-nat-outgoing") { Ports = rule.Ports } : null;
        }

        bool isForeignToTunnel = to.IsTunnel && stack.Owns(packet.Source) && stack.DeviceWith(packet.Source) != to;
        return isForeignToTunnel && to.PrimaryIn(packet.Source.Family) is { } tunnel ? new SourceTranslation(tunnel, "cali-POSTROUTING") : null;
    }

    public override bool AcceptsTunnelFrom(IpAddress source, EncapsulationKind kind) => hosts.Contains(source) || settings.ExternalNodes.Contains(source);
}
