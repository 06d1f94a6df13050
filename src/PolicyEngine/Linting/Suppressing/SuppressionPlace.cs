namespace PolicyEngine.Linting.Suppressing;

/// <summary>What the name in a scope is the name of.</summary>
internal enum SuppressionPlace
{
    /// <summary>A file, of which some lines are meant.</summary>
    File,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A namespace, with everything in it.</summary>
    Namespace,

    /// <summary>All objects whose names are of a pattern, with <c>*</c> for any text.</summary>
    Pattern,
}
