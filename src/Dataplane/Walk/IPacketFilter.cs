using PolicyEngine.Queries.Hooks;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Decides about the first packet of a connection wherever nodes filter.</summary>
public interface IPacketFilter
{
    /// <summary>What is decided about a packet at a point of its way.</summary>
    HookDecision Decide(in HookPacket packet);
}
