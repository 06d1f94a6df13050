using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Linting;

/// <summary>A baseline, and what the command line does to it.</summary>
/// <param name="File">Where it is kept.</param>
/// <param name="Baseline">The findings that were there before.</param>
/// <param name="Updates">Whether all findings are taken in.</param>
/// <param name="Prunes">Whether findings that are gone are taken out.</param>
internal sealed record BaselineUse(string File, Baseline Baseline, bool Updates, bool Prunes)
{
    /// <summary>The options with what the baseline lists; what is taken out in any case is not told of.</summary>
    public LintOptions In(LintOptions options) => Prunes ? options : Baseline.In(options);

    /// <summary>The run with what is in the baseline accepted; the baseline is written where that is asked for.</summary>
    /// <exception cref="CommandFailedException">The baseline cannot be written.</exception>
    public LintRun Accept(LintRun run, LintReport report, DateOnly today)
    {
        Baseline baseline = Prunes ? Baseline.Without(report.GoneOf(Baseline.Entries.Select(entry => entry.Finding))) : Baseline;
        if (Updates)
        {
            baseline = baseline.With(run, today);
        }

        if (Updates || Prunes)
        {
            BaselineFile.Write(File, baseline);
        }

        return baseline.Accept(run);
    }
}
