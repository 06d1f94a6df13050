using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>A profile with its rules compiled.</summary>
internal sealed class CompiledProfile(Profile profile, ImmutableArray<CompiledRule> ingress, ImmutableArray<CompiledRule> egress)
{
    public Profile Profile { get; } = profile;

    public ImmutableArray<CompiledRule> Rules(Directions direction) => direction == Directions.Ingress ? ingress : egress;
}
