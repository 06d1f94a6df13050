using PolicyEngine.Compilation;

namespace PolicyEngine.Queries.Stages;

/// <summary>Where a party is.</summary>
/// <param name="Kind">What it is there.</param>
/// <param name="Node">The node; empty where there is none or the input does not give it.</param>
internal readonly record struct Place(PlaceKind Kind, string Node)
{
    public static Place Outside => new(PlaceKind.Outside, "");

    /// <summary>Whether it is on a node.</summary>
    public Certainty IsOn(string node) =>
        Kind == PlaceKind.Outside ? Certainty.No
        : Node.Length == 0 || node.Length == 0 ? Certainty.Maybe
        : Node == node ? Certainty.Yes
        : Certainty.No;
}

/// <summary>What a party is to nodes.</summary>
internal enum PlaceKind
{
    /// <summary>Something on none of them.</summary>
    Outside,

    /// <summary>A pod on one.</summary>
    Pod,

    /// <summary>One of them itself.</summary>
    Host,
}
