using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers;

/// <summary>What was rendered.</summary>
/// <param name="Parts">The texts.</param>
/// <param name="Losses">What the target cannot say exactly, one for each reason.</param>
public sealed record RenderResult(ImmutableArray<RenderedPart> Parts, ImmutableArray<Loss> Losses)
{
    /// <summary>Packets that the rendered text treats differently than the policies, losses apart; none, where there are none or nothing was to be proved.</summary>
    public ImmutableArray<RenderDifference> Differences { get; init; } = [];
}

/// <summary>A text of its own, such as a file to load.</summary>
/// <param name="Name">A name, unique among the parts: <c>ipset.v4</c>.</param>
/// <param name="Text">The text.</param>
public sealed record RenderedPart(string Name, string Text);

/// <summary>A packet that a rendered text treats differently than the policies do.</summary>
/// <param name="Part">The text, and in it the list.</param>
/// <param name="Source">The sender.</param>
/// <param name="Destination">The receiver.</param>
/// <param name="Traffic">Protocol and ports.</param>
/// <param name="IsPermitted">Whether the text lets it through.</param>
public sealed record RenderDifference(string Part, IpAddress Source, IpAddress Destination, TrafficPoint Traffic, bool IsPermitted);
