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
}
