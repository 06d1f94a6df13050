namespace PolicyEngine.Cli.Output;

/// <summary>How results are given.</summary>
/// <param name="IsJson">JSON rather than text.</param>
/// <param name="File">The file that takes them; null for standard output.</param>
internal sealed record OutputArguments(bool IsJson, string? File);
