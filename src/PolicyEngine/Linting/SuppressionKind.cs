namespace PolicyEngine.Linting;

/// <summary>Where it is written that findings are accepted.</summary>
public enum SuppressionKind
{
    /// <summary>In a comment of the input.</summary>
    Comment,

    /// <summary>In an annotation of the object or of its namespace.</summary>
    Annotation,

    /// <summary>In the options.</summary>
    Options,
}
