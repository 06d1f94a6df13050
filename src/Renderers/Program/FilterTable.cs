using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Program;

/// <summary>One table: its chains by name, and what the kernel's own chains are given.</summary>
internal sealed record FilterTable(TableKind Kind, ImmutableArray<FilterChain> Chains, ImmutableArray<KernelHook> Hooks);
