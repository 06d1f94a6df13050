namespace PolicyEngine.Cli.Output;

/// <summary>How results are given.</summary>
/// <param name="Format">Their form.</param>
/// <param name="File">The file that takes them; null for standard output.</param>
internal sealed record OutputArguments(OutputFormat Format, string? File)
{
    /// <summary>Whether a file that is made for them is for its owner alone. One that is there keeps its rights.</summary>
    public bool IsPrivate { get; init; }

    public bool IsJson => Format == OutputFormat.Json;
}
