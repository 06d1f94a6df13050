using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway;

/// <summary>What the rules on a node with Terway do: policies filter, and addresses are translated by the VPC if by anyone.</summary>
internal sealed class TerwayRules(IPacketFilter filter) : NodeRules
{
    public override HookDecision Filter(in HookPacket packet) => filter.Decide(packet);

    public override DestinationTranslation? TranslateDestination(Packet packet, NetworkDevice? from) => null;

    public override SourceTranslation? TranslateSource(Packet packet, NetworkDevice? from, NetworkDevice to, bool isMarked) => null;

    public override bool AcceptsTunnelFrom(IpAddress source, EncapsulationKind kind) => true;
}
