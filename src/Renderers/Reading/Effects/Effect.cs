using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>Something that happens to a packet that a rule matches, kept as data.</summary>
internal abstract record Effect;

/// <summary>The chain decides.</summary>
internal sealed record VerdictEffect(ChainVerdict Verdict) : Effect;

/// <summary>The walk goes on in another chain, and comes back unless it is a goto.</summary>
internal sealed record JumpEffect(string Chain, bool IsGoto) : Effect;

/// <summary>What happens is looked up in a map; where nothing is found, the rule ends.</summary>
internal sealed record VerdictMapEffect(ImmutableArray<PacketField> Fields, string Map) : Effect;

/// <summary>The mark changes: the bits of <paramref name="Keep"/> stay, then those of <paramref name="Flip"/> are turned over.</summary>
internal sealed record MarkEffect(MarkOwner Owner, uint Keep, uint Flip) : Effect;

/// <summary>Bits of one mark are copied into the other.</summary>
/// <param name="To">The mark that changes.</param>
/// <param name="Clear">The bits of it that are cleared before.</param>
/// <param name="Take">The bits that are taken.</param>
internal sealed record MarkCopyEffect(MarkOwner To, uint Clear, uint Take) : Effect;

/// <summary>The packet belongs to no connection.</summary>
internal sealed record UntrackedEffect : Effect;

/// <summary>An address of the connection is translated; that ends the chain.</summary>
/// <param name="Side">The side that is translated.</param>
/// <param name="Address">The new address; null where the text does not tell.</param>
/// <param name="Port">The new port; null where it stays or the text does not tell.</param>
/// <param name="KeepsAddress">Whether the address stays.</param>
internal sealed record TranslationEffect(PacketSide Side, IpAddress? Address, ushort? Port, bool KeepsAddress = false) : Effect;

/// <summary>Something that no verdict depends on: a log line, a counter, a field of the packet that nobody asks for.</summary>
internal sealed record NoteEffect(string Text) : Effect;

/// <summary>An effect that is not understood.</summary>
internal sealed record UnknownEffect(string Text) : Effect;
