using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Program;

/// <summary>A map of nftables from interfaces to the chains that packets of them go to.</summary>
internal sealed record VerdictMap(TableKind Table, string Name, ImmutableArray<KeyValuePair<string, string>> ChainsByInterface);
