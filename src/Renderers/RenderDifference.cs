using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers;

/// <summary>A packet that rules or access lists treat differently than the policies do.</summary>
/// <param name="Part">The text, and in it the list where it has several.</param>
/// <param name="Source">The sender.</param>
/// <param name="Destination">The receiver.</param>
/// <param name="Traffic">Protocol and ports.</param>
/// <param name="IsPermitted">Whether the text lets it through; null where it comes to something that is not understood.</param>
public sealed record RenderDifference(string Part, IpAddress Source, IpAddress Destination, TrafficPoint Traffic, bool? IsPermitted)
{
    /// <summary>The interface by which it comes to the node; empty for a packet of the node itself, and in access lists.</summary>
    public string InInterface { get; init; } = "";

    /// <summary>The interface by which it leaves the node; empty for a packet to the node itself, and in access lists.</summary>
    public string OutInterface { get; init; } = "";

    /// <summary>Whether it belongs to a connection that has been let through; else it begins one.</summary>
    public bool IsReply { get; init; }

    /// <summary>The rule of the text that decides, with its table and chain; empty in access lists.</summary>
    public string Rule { get; init; } = "";

    /// <summary>What the policies say of it, a sentence for each half that the node decides; none in access lists.</summary>
    public ImmutableArray<string> Policies { get; init; } = [];
}
