namespace PolicyEngine.Compilation;

/// <summary>What the selectors say of one set of effective labels.</summary>
/// <param name="Subject">The numbers of the matching selectors that policies choose their subjects by, ascending; interned.</param>
/// <param name="Peer">The numbers of the matching selectors that rules ask of peers, ascending; interned.</param>
internal sealed record LabelClass(Signature Subject, Signature Peer);
