using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>What Felix's rules on a node do with packets.</summary>
internal sealed class CalicoRules(CalicoSettings settings, OutgoingNat outgoing, AddressSet hosts, NetworkStack stack, NodeProxy? services, IPacketFilter filter)
    : NodeRules(stack, services)
{
    public override HookDecision Filter(in HookPacket packet) => filter.Decide(packet);

    public override bool AcceptsTunnelFrom(IpAddress source, EncapsulationKind kind) => IsBetweenNodes(source, kind);

    // Felix takes packets of WireGuard from anywhere: they have keys.
    public override bool IsBetweenNodes(IpAddress peer, EncapsulationKind kind) =>
        kind == EncapsulationKind.Wireguard || hosts.Contains(peer) || settings.ExternalNodes.Contains(peer);

    protected override SourceTranslation? TranslateOutgoing(Packet packet, NetworkDevice to)
    {
        if (packet.Source.Family == IpFamily.V6 && !settings.Ipv6Support)
        {
            return null;
        }

        if (outgoing.RuleFor(packet.Source, packet.Destination, packet.Traffic.Protocol) is { Action: not OutgoingNatAction.Return } rule)
        {
            return (rule.Address ?? Stack.SourceOn(to, packet.Destination)) is { } source ? new SourceTranslation(source, "cali-nat-outgoing") { Ports = rule.Ports } : null;
        }

        bool isForeignToTunnel = to.IsTunnel && Stack.Owns(packet.Source) && Stack.DeviceWith(packet.Source) != to;
        return isForeignToTunnel && to.PrimaryIn(packet.Source.Family) is { } tunnel ? new SourceTranslation(tunnel, "cali-POSTROUTING") { Ports = PortsInto(packet) } : null;
    }

    // The rule of UDP comes first where Felix has VXLAN: what gets the port of VXLAN as its source would pass for VXLAN.
    private PortRange? PortsInto(Packet packet) =>
        packet.Traffic.Protocol == Protocol.Udp && Stack.Devices.OfType<VxlanDevice>().Any(device => device.Local.Family == packet.Source.Family)
            ? MasqueradePorts.Beside(settings.VxlanPort)
            : null;
}
