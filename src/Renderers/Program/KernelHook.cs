using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Program;

/// <summary>The rules that one of the kernel's own chains is given.</summary>
/// <param name="Chain">The kernel's chain.</param>
internal sealed record KernelHook(string Chain)
{
    /// <summary>Rules before those of others.</summary>
    public ImmutableArray<FilterRule> Inserted { get; init; } = [];

    /// <summary>Rules behind those of others.</summary>
    public ImmutableArray<FilterRule> Appended { get; init; } = [];

    public bool Equals(KernelHook? other) => other is not null && Chain == other.Chain
        && Inserted.AsSpan().SequenceEqual(other.Inserted.AsSpan()) && Appended.AsSpan().SequenceEqual(other.Appended.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Chain, Inserted.Length, Appended.Length);
}
