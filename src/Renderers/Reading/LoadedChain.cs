using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading;

/// <summary>A chain of rules.</summary>
/// <param name="Name">The name.</param>
/// <param name="Base">Where packets enter it; null for a chain that only other chains lead to.</param>
/// <param name="Rules">The rules in order.</param>
internal sealed record LoadedChain(string Name, BaseChain? Base, ImmutableArray<LoadedRule> Rules)
{
    /// <summary>Whether a walk that begins here can come back to it. The kernel refuses such chains.</summary>
    public bool Loops { get; init; }
}
