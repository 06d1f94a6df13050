namespace PolicyEngine.Cli.Input;

/// <summary>What is linted.</summary>
/// <param name="Loaded">The input, with what is laid over it.</param>
/// <param name="Files">The files that were read, in order.</param>
internal sealed record LintInput(LoadResult Loaded, IReadOnlyList<string> Files);
