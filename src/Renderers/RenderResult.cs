using System.Collections.Immutable;

namespace PolicyEngine.Renderers;

/// <summary>What was rendered.</summary>
/// <param name="Parts">The texts.</param>
/// <param name="Losses">What the target cannot say exactly, one for each reason.</param>
public sealed record RenderResult(ImmutableArray<RenderedPart> Parts, ImmutableArray<Loss> Losses)
{
    /// <summary>Packets that the rendered text treats differently than the policies, losses apart; none, where there are none or nothing was to be proved.</summary>
    public ImmutableArray<RenderDifference> Differences { get; init; } = [];

    /// <summary>Why something could not be proved, though it was to be; none, where all was.</summary>
    public ImmutableArray<string> Unproved { get; init; } = [];
}

/// <summary>A text of its own, such as a file to load.</summary>
/// <param name="Name">A name, unique among the parts: <c>ipset.v4</c>.</param>
/// <param name="Text">The text.</param>
public sealed record RenderedPart(string Name, string Text);
