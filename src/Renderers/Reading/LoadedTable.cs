using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>A table: chains that can jump to each other, and the sets that their rules name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Family">The packets it sees; null for both families.</param>
/// <param name="Chains">The chains by name.</param>
/// <param name="Sets">The sets and maps by name.</param>
internal sealed record LoadedTable(
    string Name,
    IpFamily? Family,
    ImmutableDictionary<string, LoadedChain> Chains,
    ImmutableDictionary<string, LoadedSet> Sets)
{
    /// <summary>The chains that hang in the path of packets, in the order in which they were made.</summary>
    public required ImmutableArray<LoadedChain> Bases { get; init; }

    public bool Sees(IpFamily family) => Family is null || Family == family;
}
