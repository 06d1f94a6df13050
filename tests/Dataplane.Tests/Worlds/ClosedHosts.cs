using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;

namespace Dataplane.Tests.Worlds;

/// <summary>Nodes that take nothing for themselves and send nothing of their own.</summary>
internal sealed class ClosedHosts : IPacketFilter
{
    public static ClosedHosts Instance { get; } = new();

    public HookDecision Decide(in HookPacket packet) =>
        packet.Hook is NodeHook.Input or NodeHook.Output ? new HookDecision(Outcome.Deny, []) : HookDecision.Open;
}
