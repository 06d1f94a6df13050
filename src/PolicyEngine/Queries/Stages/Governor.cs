using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries.Stages;

/// <summary>What governs an interface.</summary>
/// <param name="Stages">The host endpoint; null where none does, or where the input does not say which.</param>
/// <param name="Doubt">What is decided where the input does not say; null where it does.</param>
internal readonly record struct Governor(HostStages? Stages, DecisionTable? Doubt)
{
    /// <summary>The host endpoint for all interfaces; null where there is none.</summary>
    public HostStages? ForAll { get; init; }

    /// <summary>Any host endpoint of the node may govern it.</summary>
    public static Governor Unclear => new(null, FixedTables.InterfaceUnknown);

    /// <summary>The interface of a node that is not known.</summary>
    public static Governor OfUnknownNode => new(null, FixedTables.NodeUnknown);

    public static Governor Of(HostStages? stages, HostStages? forAll) => new(stages, null) { ForAll = forAll };

    /// <summary>
    /// The stage of a family. Where the interface's own host endpoint has none before translation, that of the one for all interfaces
    /// counts (Felix: the dispatch chain of the mangle table ends with it).
    /// </summary>
    public HostStage? Find(PolicyFamily family, Directions direction) =>
        Stages?.Find(family, direction) ?? (family == PolicyFamily.PreDnat ? ForAll?.Find(family, direction) : null);

    /// <summary>A host endpoint that is not understood may govern it.</summary>
    public static Governor Doubted(Fault fault) => new(null, DecisionTable.Always(Decisions.Unknown(null, null, fault)));
}
