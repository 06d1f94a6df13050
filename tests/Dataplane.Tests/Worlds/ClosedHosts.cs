using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;

namespace Dataplane.Tests.Worlds;

/// <summary>Nodes that take nothing for themselves and send nothing of their own but what the network itself needs.</summary>
internal sealed class ClosedHosts : IPacketFilter
{
    public static ClosedHosts Instance { get; } = new();

    public HookDecision Decide(in HookPacket packet) =>
        packet is { Hook: NodeHook.Input or NodeHook.Output, IsBetweenNodes: false } ? new HookDecision(Outcome.Deny, []) : HookDecision.Open;
}
