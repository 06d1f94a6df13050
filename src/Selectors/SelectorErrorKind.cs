namespace PolicyEngine.Selectors;

/// <summary>The stage that rejected a selector's text.</summary>
public enum SelectorErrorKind
{
    /// <summary>The text does not divide into tokens.</summary>
    Lex,

    /// <summary>The tokens do not form a selector.</summary>
    Parse,

    /// <summary>The text is longer, more deeply nested or has more terms than this library accepts.</summary>
    Limit,
}
