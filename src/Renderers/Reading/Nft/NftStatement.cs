namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>A part of a rule as nft writes it, in either of its forms.</summary>
/// <param name="Column">The column it begins at.</param>
internal abstract record NftStatement(int Column);

/// <summary>A comparison; <c>in</c> where no operator is written.</summary>
internal sealed record NftMatch(int Column, NftExpression Left, string Operator, NftExpression Right) : NftStatement(Column);

/// <summary>A lookup in a verdict map.</summary>
internal sealed record NftMapLookup(int Column, NftExpression Key, NftExpression Map) : NftStatement(Column);

/// <summary>A field is set.</summary>
internal sealed record NftMangle(int Column, NftField Target, NftExpression Value) : NftStatement(Column);

/// <summary>Something that is a condition as it stands.</summary>
internal sealed record NftGiven(int Column, Condition Condition) : NftStatement(Column);

/// <summary>Something that is an effect as it stands.</summary>
/// <param name="Column">The column it begins at.</param>
/// <param name="Effect">The effect.</param>
/// <param name="Requirement">What nft asks of the packet because of it, though it is not written.</param>
internal sealed record NftDone(int Column, Effect Effect, Condition? Requirement = null) : NftStatement(Column);

/// <summary>Something that is not understood.</summary>
internal sealed record NftStrange(int Column, string Text, string Message) : NftStatement(Column);
