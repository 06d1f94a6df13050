namespace PolicyEngine.Dataplane.Walk;

/// <summary>Where on its way through a node a packet is filtered.</summary>
public enum FilterHook
{
    /// <summary>On arrival, before its destination is translated.</summary>
    Prerouting,

    /// <summary>Where it is for the node itself.</summary>
    Input,

    /// <summary>Where the node sends it on.</summary>
    Forward,

    /// <summary>Where the node itself sends it.</summary>
    Output,
}

/// <summary>A packet at a point where it is filtered.</summary>
/// <param name="Hook">The point.</param>
/// <param name="Node">The node.</param>
/// <param name="From">The interface it came by; null where the node itself sends it.</param>
/// <param name="To">The interface it leaves by; null where it does not, or not known yet.</param>
/// <param name="Packet">The packet as it is there.</param>
/// <param name="Original">The packet as it came, before its destination was translated.</param>
public readonly record struct FilterQuestion(FilterHook Hook, string Node, string? From, string? To, Packet Packet, Packet Original);
