using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Ipsets;

/// <summary>The ipsets of one host.</summary>
/// <param name="Sets">The sets by name.</param>
/// <param name="Problems">What was not understood.</param>
internal sealed record LoadedIpsets(ImmutableDictionary<string, LoadedSet> Sets, ImmutableArray<ReadProblem> Problems)
{
    public static LoadedIpsets None { get; } = new(ImmutableDictionary.Create<string, LoadedSet>(StringComparer.Ordinal), []);

    /// <summary>The sets of both, as where each family has a text of its own.</summary>
    public LoadedIpsets And(LoadedIpsets other) => new(Sets.SetItems(other.Sets), Problems.AddRange(other.Problems));
}
