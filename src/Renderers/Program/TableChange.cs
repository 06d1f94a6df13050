using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Program;

/// <summary>What changes in one table.</summary>
/// <param name="Kind">The table.</param>
/// <param name="IsNew">Whether nothing has been in it.</param>
/// <param name="Chains">The chains that are not as they were.</param>
/// <param name="Hooks">The kernel's own chains whose rules are not as they were.</param>
internal sealed record TableChange(TableKind Kind, bool IsNew, ImmutableArray<Change<FilterChain>> Chains, ImmutableArray<Change<KernelHook>> Hooks)
{
    public bool IsEmpty => Chains.IsEmpty && Hooks.IsEmpty;

    /// <summary>The chains that are written, new ones and others.</summary>
    public IEnumerable<FilterChain> Written => Chains.Select(change => change.After).OfType<FilterChain>();

    /// <summary>The chains that go away.</summary>
    public IEnumerable<FilterChain> Removed => Chains.Where(change => change.After is null).Select(change => change.Before).OfType<FilterChain>();

    /// <param name="before">What was in the table; null for nothing.</param>
    /// <param name="after">What is to be in it; null for nothing.</param>
    /// <param name="kind">The table.</param>
    /// <param name="movesHooks">Whether the rules of the kernel's own chains change their places.</param>
    public static TableChange Between(FilterTable? before, FilterTable? after, TableKind kind, bool movesHooks) => new(
        kind,
        before is null,
        Change<FilterChain>.Between(before?.Chains ?? [], after?.Chains ?? [], chain => chain.Name),
        Change<KernelHook>.Between(before?.Hooks ?? [], after?.Hooks ?? [], hook => hook.Chain, all: movesHooks));
}
