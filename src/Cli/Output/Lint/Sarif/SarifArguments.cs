namespace PolicyEngine.Cli.Output.Lint.Sarif;

/// <summary>What the command line says about SARIF.</summary>
/// <param name="Category">Tells several uploads for one commit apart; empty for the only one.</param>
/// <param name="ShowsSuppressed">Whether accepted findings are among the results. Services that know no suppressions take them for new.</param>
internal sealed record SarifArguments(string Category, bool ShowsSuppressed);
