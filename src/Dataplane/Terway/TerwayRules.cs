using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway;

/// <summary>What the rules on a node with Terway do: policies filter, and addresses are translated by the VPC if by anyone.</summary>
internal sealed class TerwayRules(NetworkStack stack, NodeProxy? services, IPacketFilter filter) : NodeRules(stack, services)
{
    public override HookDecision Filter(in HookPacket packet) => filter.Decide(packet);

    public override bool AcceptsTunnelFrom(IpAddress source, EncapsulationKind kind) => true;

    protected override SourceTranslation? TranslateOutgoing(Packet packet, NetworkDevice to) => null;
}
