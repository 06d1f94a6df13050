using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>A profile with its rules compiled.</summary>
internal sealed class CompiledProfile(Profile profile, CompiledRules rules)
{
    public Profile Profile { get; } = profile;

    /// <summary>The rules of chains of a form.</summary>
    public ImmutableArray<CompiledRule> Rules(ChainForm form) => rules.Of(form);
}
