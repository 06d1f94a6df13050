using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Program;

/// <summary>A chain of rules, by its name as the kernel has it (in nftables without the layer).</summary>
internal sealed record FilterChain(string Name, ImmutableArray<FilterRule> Rules)
{
    public bool Equals(FilterChain? other) => other is not null && Name == other.Name
        && (Rules == other.Rules || Rules.AsSpan().SequenceEqual(other.Rules.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Name, Rules.Length);
}
