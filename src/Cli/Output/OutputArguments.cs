namespace PolicyEngine.Cli.Output;

/// <summary>How results are given.</summary>
/// <param name="Format">Their form.</param>
/// <param name="File">The file that takes them; null for standard output.</param>
internal sealed record OutputArguments(OutputFormat Format, string? File)
{
    public bool IsJson => Format == OutputFormat.Json;
}
