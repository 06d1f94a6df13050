using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>An expression as nft writes it, in either of its forms.</summary>
internal abstract record NftExpression;

/// <summary>A name, number, address, block or range. Blocks are written with a slash, ranges with a hyphen.</summary>
internal sealed record NftLiteral(string Text, bool IsQuoted = false) : NftExpression;

/// <summary>A field of a header (<c>ip saddr</c>), of the packet's surroundings (<c>meta mark</c>) or of its connection (<c>ct state</c>).</summary>
internal sealed record NftField(string Header, string Key) : NftExpression;

/// <summary>A question to the routing tables.</summary>
/// <param name="Flags">What is looked up, and within which bounds.</param>
/// <param name="Result">What is asked.</param>
internal sealed record NftFib(ImmutableArray<string> Flags, string Result) : NftExpression;

/// <summary>Fields or values joined by dots.</summary>
internal sealed record NftConcat(ImmutableArray<NftExpression> Parts) : NftExpression;

/// <summary>Names joined by commas or bars, which are bits.</summary>
internal sealed record NftBits(ImmutableArray<NftExpression> Parts) : NftExpression;

/// <summary>A set or map that is written where it is used.</summary>
internal sealed record NftSet(ImmutableArray<NftElement> Elements) : NftExpression;

/// <summary>A set or map of the table.</summary>
internal sealed record NftSetName(string Name) : NftExpression;

/// <summary>Two expressions joined by <c>&amp;</c>, <c>|</c> or <c>^</c>.</summary>
internal sealed record NftBinary(char Operator, NftExpression Left, NftExpression Right) : NftExpression;

/// <summary>Something that is not understood.</summary>
internal sealed record NftUnknown(string Text) : NftExpression;

/// <summary>An element of a set, or of a map with what it leads to.</summary>
internal sealed record NftElement(NftExpression Key, Effect? Verdict);
