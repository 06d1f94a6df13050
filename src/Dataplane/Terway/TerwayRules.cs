using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Terway.Wiring;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway;

/// <summary>What the rules on a node with Terway do: policies filter, and what pods with interfaces of their own send by the node leaves with its address.</summary>
internal sealed class TerwayRules(NetworkStack stack, NodeProxy? services, IPacketFilter filter, TerwayWiring wiring) : NodeRules(stack, services)
{
    public override HookDecision Filter(in HookPacket packet) => filter.Decide(packet);

    public override bool AcceptsTunnelFrom(IpAddress source, EncapsulationKind kind) => true;

    public override uint MarkFrom(NetworkDevice device) => wiring.MarkFrom(device);

    protected override SourceTranslation? TranslateOutgoing(Packet packet, NetworkDevice to) =>
        wiring.Masquerades && !Stack.Owns(packet.Source) && Stack.SourceOn(to, packet.Destination) is { } own ? new SourceTranslation(own, "terway-masq") : null;
}
