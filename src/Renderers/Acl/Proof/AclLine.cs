using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Proof;

/// <summary>A line of an access list as its reader understands it; the first that matches decides.</summary>
/// <param name="IsPermit">Whether it lets through.</param>
/// <param name="Sources">The senders.</param>
/// <param name="Destinations">The receivers.</param>
/// <param name="Traffic">The traffic.</param>
/// <param name="IsEstablished">Whether it is about TCP segments of connections only.</param>
/// <param name="Text">The line, for messages.</param>
internal sealed record AclLine(bool IsPermit, AddressSet Sources, AddressSet Destinations, TrafficSet Traffic, bool IsEstablished, string Text)
{
    /// <summary>The tier it stands in; lists without tiers have one.</summary>
    public int Tier { get; init; }

    /// <summary>Whether it leaves the decision to the next tier.</summary>
    public bool IsPass { get; init; }
}
