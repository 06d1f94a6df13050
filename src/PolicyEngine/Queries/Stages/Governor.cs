using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries.Stages;

/// <summary>What governs an interface.</summary>
/// <param name="Stages">The host endpoint; null where none does, or where the input does not say which.</param>
/// <param name="Doubt">What is decided where the input does not say; null where it does.</param>
internal readonly record struct Governor(HostStages? Stages, DecisionTable? Doubt)
{
    /// <summary>Any host endpoint of the node may govern it.</summary>
    public static Governor Unclear => new(null, FixedTables.InterfaceUnknown);

    /// <summary>The interface of a node that is not known.</summary>
    public static Governor OfUnknownNode => new(null, FixedTables.NodeUnknown);

    public static Governor Of(HostStages? stages) => new(stages, null);

    /// <summary>A host endpoint that is not understood may govern it.</summary>
    public static Governor Doubted(Fault fault) => new(null, DecisionTable.Always(Decisions.Unknown(null, null, fault)));
}
