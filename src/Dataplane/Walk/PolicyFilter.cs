using PolicyEngine.Queries.Hooks;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Decides as the policies of a snapshot do.</summary>
/// <param name="hooks">The snapshot's policies at each point of a packet's way.</param>
public sealed class PolicyFilter(PolicyHooks hooks) : IPacketFilter
{
    /// <inheritdoc/>
    public HookDecision Decide(in HookPacket packet) => hooks.Decide(packet);
}
