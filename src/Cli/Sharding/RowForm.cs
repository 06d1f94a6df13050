namespace PolicyEngine.Cli.Sharding;

/// <summary>How the rows of a result are put together.</summary>
internal enum RowForm
{
    /// <summary>An array, an element a line.</summary>
    Array,

    /// <summary>JSON Lines.</summary>
    Lines,
}
