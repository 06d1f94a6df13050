namespace PolicyEngine.Selectors.Parsing;

/// <summary>What a token is. The two-word operators, <c>has(x)</c>, <c>all()</c> and <c>global()</c> are one token each.</summary>
internal enum TokenKind
{
    End,
    Label,
    Text,
    Has,
    All,
    Global,
    Equal,
    NotEqual,
    In,
    NotIn,
    Contains,
    StartsWith,
    EndsWith,
    Not,
    And,
    Or,
    LeftParenthesis,
    RightParenthesis,
    LeftBrace,
    RightBrace,
    Comma,
}
