namespace PolicyEngine.Selectors.Algebra;

/// <summary>The answer to a question about every label set there could be.</summary>
public enum Truth
{
    /// <summary>Proved false.</summary>
    No,

    /// <summary>Proved true.</summary>
    Yes,

    /// <summary>Not decided within the bounds of the search.</summary>
    Unknown,
}
