namespace PolicyEngine.Cli.Output;

/// <summary>What a piece of text is, for its colour.</summary>
internal enum Ink
{
    /// <summary>Ordinary text.</summary>
    Plain,

    /// <summary>Good: allowed.</summary>
    Good,

    /// <summary>Bad: denied.</summary>
    Bad,

    /// <summary>Needs attention: partial or unknown.</summary>
    Doubt,

    /// <summary>Less important: places and codes.</summary>
    Faint,
}
