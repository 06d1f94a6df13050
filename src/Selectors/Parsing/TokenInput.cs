using System.Collections.Immutable;
using Sprache;

namespace PolicyEngine.Selectors.Parsing;

/// <summary>
/// A place among the tokens, as Sprache's input. It is also the result of taking its own token, so that reading a token
/// allocates only the next place.
/// </summary>
internal sealed class TokenInput(string text, Token[] tokens, int position) : IInput, IResult<TokenInput>
{
    private readonly Token[] _tokens = tokens;
    private TokenInput? _next;

    public TokenKind Kind => _tokens[Position].Kind;

    public Token Token => _tokens[Position];

    /// <summary>The token's label or unquoted string, as a new string.</summary>
    public string TokenValue => _tokens[Position].ValueIn(Source);

    public TokenInput Next => AtEnd ? this : _next ??= new TokenInput(Source, _tokens, Position + 1);

    public string Source { get; } = text;

    /// <summary>The token's kind as a character, for Sprache's own combinators.</summary>
    public char Current => (char)Kind;

    public bool AtEnd => Kind == TokenKind.End;

    public int Position { get; } = position;

    public int Line => 1;

    public int Column => _tokens[Position].Start + 1;

    // Only Parse.Ref memoizes, and the grammar does not use it.
    public IDictionary<object, object> Memos => ImmutableDictionary<object, object>.Empty;

    TokenInput IResult<TokenInput>.Value => this;

    bool IResult<TokenInput>.WasSuccessful => true;

    string IResult<TokenInput>.Message => "";

    IEnumerable<string> IResult<TokenInput>.Expectations => [];

    IInput IResult<TokenInput>.Remainder => Next;

    public IInput Advance() => Next;

    public bool Equals(IInput? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => Position;
}
