using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>Which packets a table is asked for.</summary>
/// <param name="Priority">The rule's place; the lowest is asked first.</param>
/// <param name="Table">The table.</param>
public sealed record RoutingRule(int Priority, RouteTable Table)
{
    private const int MainPriority = 32766;

    /// <summary>The rule for the main table, which is asked about all packets.</summary>
    public static RoutingRule Main(RouteTable table) => new(MainPriority, table);

    /// <summary>The sources it is for; null for all.</summary>
    public IpPrefix? From { get; init; }

    /// <summary>The destinations it is for; null for all.</summary>
    public IpPrefix? To { get; init; }

    /// <summary>The bits of the packet mark that must be set; 0 for any packet.</summary>
    public uint Mark { get; init; }

    /// <summary>The bits of the packet mark of which none may be set; 0 for any packet.</summary>
    public uint MarkNot { get; init; }

    /// <summary>Whether a packet is one of those.</summary>
    internal bool Matches(IpAddress? source, IpAddress destination, uint mark) =>
        (mark & Mark) == Mark && (mark & MarkNot) == 0
        && (From is not { } from || (source is { } known && from.Contains(known)))
        && (To is not { } to || to.Contains(destination));
}
