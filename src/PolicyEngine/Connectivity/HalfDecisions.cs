using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>All that one half decides between two classes.</summary>
public sealed class HalfDecisions
{
    internal HalfDecisions(DecisionTable table) => (Regions, Allowed, Denied) = (table.Segments, table.Allowed, table.Denied);

    /// <summary>Disjoint regions that cover all traffic, with the decision about each.</summary>
    public ImmutableArray<(TrafficSet Region, Decision Decision)> Regions { get; }

    /// <summary>What is let through.</summary>
    public TrafficSet Allowed { get; }

    /// <summary>What is dropped.</summary>
    public TrafficSet Denied { get; }
}
