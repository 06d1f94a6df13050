using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Program;

/// <summary>All that the kernel of a node is given for one family of addresses.</summary>
/// <param name="Family">The family.</param>
/// <param name="Fidelity">Whether defects of Felix's writers are to be in the text.</param>
internal sealed record FilterProgram(IpFamily Family, Fidelity Fidelity)
{
    public ImmutableArray<FilterTable> Tables { get; init; } = [];

    public ImmutableArray<NamedSet> Sets { get; init; } = [];

    public ImmutableArray<VerdictMap> Maps { get; init; } = [];

    /// <summary>How many members a set may have.</summary>
    public int LargestSet { get; init; }

    /// <summary>Whether even what comes before the rules of others is appended (<c>ChainInsertMode</c>).</summary>
    public bool AppendsOnly { get; init; }
}
