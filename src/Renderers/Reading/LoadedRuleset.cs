using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading;

/// <summary>The filtering state of one host: what the kernel would hold after the texts were loaded.</summary>
/// <param name="Tables">The tables, in the order in which they were made.</param>
/// <param name="Problems">What was not understood.</param>
internal sealed record LoadedRuleset(ImmutableArray<LoadedTable> Tables, ImmutableArray<ReadProblem> Problems)
{
    /// <summary>Both states in one host, as with one table for each family.</summary>
    public LoadedRuleset And(LoadedRuleset other) => new(Tables.AddRange(other.Tables), Problems.AddRange(other.Problems));
}
