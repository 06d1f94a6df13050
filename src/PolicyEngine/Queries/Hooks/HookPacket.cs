using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Hooks;

/// <summary>The first packet of a connection at a point of its way.</summary>
/// <param name="Hook">The point.</param>
/// <param name="Node">The node.</param>
/// <param name="From">The interface it came by; null where the node itself sends it.</param>
/// <param name="To">The interface it leaves by; null where it does not, or where that is not known yet.</param>
/// <param name="Source">Its source as it is there.</param>
/// <param name="Destination">Its destination as it is there.</param>
/// <param name="Traffic">Its protocol and ports as they are there.</param>
/// <param name="IsAccepted">Whether an earlier point accepted it on behalf of a host endpoint, so that no other policy of it is asked.</param>
public readonly record struct HookPacket(
    NodeHook Hook, string Node, NodeInterface? From, NodeInterface? To, IpAddress Source, IpAddress Destination, TrafficPoint Traffic, bool IsAccepted)
{
    /// <summary>Whether it carries packets of others between two nodes of the network: those that are not tracked and those before translation are asked, other policies of hosts are not.</summary>
    public bool IsBetweenNodes { get; init; }
}
