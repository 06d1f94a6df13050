using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading;

/// <summary>An element of a set or map.</summary>
/// <param name="Values">Its parts, one for each field of the set.</param>
internal sealed record SetElement(ImmutableArray<FieldValue> Values)
{
    /// <summary>Whether it takes out of the set what a wider element brings in.</summary>
    public bool IsException { get; init; }

    /// <summary>The line of the text, from 1.</summary>
    public int Line { get; init; }

    /// <summary>What a verdict map says for it; null in a set.</summary>
    public Effect? Verdict { get; init; }
}
