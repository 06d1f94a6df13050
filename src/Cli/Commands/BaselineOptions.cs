using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Cli.Output.Lint;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options about findings that were there before.</summary>
internal sealed class BaselineOptions
{
    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "Accept the findings that this file lists.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _update = new("--update-baseline")
    {
        Description = "Take all findings into the baseline.",
    };

    private readonly Option<bool> _prune = new("--prune-baseline")
    {
        Description = "Take findings that are gone out of the baseline.",
    };

    public void AddTo(Command command)
    {
        command.Add(_baseline);
        command.Add(_update);
        command.Add(_prune);
    }

    /// <summary>The run with what is in the baseline accepted; the baseline is written where that is asked for.</summary>
    /// <exception cref="CommandFailedException">The baseline cannot be read or written.</exception>
    public LintRun Accept(LintRun run, ParseResult parsed, ConfigurationFile configuration, CommandContext context)
    {
        bool updates = parsed.GetValue(_update);
        bool prunes = parsed.GetValue(_prune);
        if ((parsed.GetValue(_baseline) ?? configuration.Baseline) is not { } file)
        {
            return updates || prunes ? throw new CommandFailedException("there is no baseline; name it with `--baseline FILE`") : run;
        }

        Baseline baseline = BaselineFile.Read(file, mayBeMissing: updates);
        BaselineEntry[] gone = [.. baseline.GoneIn(run)];
        if (prunes)
        {
            baseline = baseline.Without(gone);
        }
        else if (gone.Length > 0)
        {
            context.Streams.Error.WriteLine($"netpol: {Words.Count(gone.Length, "finding")} of the baseline can be found no more; `--prune-baseline` takes them out");
        }

        if (updates)
        {
            baseline = baseline.With(run, context.Today);
        }

        if (updates || prunes)
        {
            BaselineFile.Write(file, baseline);
        }

        return baseline.Accept(run);
    }
}
