using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine;

/// <summary>What became of an input. There is always a snapshot, of everything that could be understood.</summary>
/// <param name="Snapshot">The compiled snapshot.</param>
/// <param name="Diagnostics">What there is to say about the input, in the order it was read.</param>
/// <param name="PassedOver">How many objects of each kind have no bearing on policy, by <c>apiVersion/kind</c>.</param>
/// <param name="DocumentCount">How many objects were read.</param>
public sealed record LoadResult(
    PolicySnapshot Snapshot,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableSortedDictionary<string, int> PassedOver,
    int DocumentCount)
{
    /// <summary>Whether any diagnostic is an error.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>The lines of a file of the input; null where its text was not kept (<see cref="LoadOptions.KeepsText"/>).</summary>
    /// <param name="file">The name that diagnostics and findings give.</param>
    public IReadOnlyList<string>? LinesOf(string file) =>
        Kept?.Texts.FirstOrDefault(text => string.Equals(text.Name, file, StringComparison.Ordinal))?.Lines;

    /// <summary>
    /// The objects of the input in the order they were read, lists expanded, Secrets left out; empty where they were not kept
    /// (<see cref="LoadOptions.KeepsDocuments"/>, <see cref="LoadOptions.KeepsText"/>).
    /// </summary>
    public ImmutableArray<MappingNode> Documents => Kept?.Documents ?? [];

    /// <summary>The input as it was written, with what was laid over it; null where it was not to be kept.</summary>
    internal KeptInput? Kept { get; init; }
}
