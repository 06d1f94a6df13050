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

    /// <summary>The baseline and what becomes of it; null where there is none.</summary>
    /// <exception cref="CommandFailedException">The baseline cannot be read, or there is none to write.</exception>
    public BaselineUse? Read(ParseResult parsed, ConfigurationFile configuration)
    {
        bool updates = parsed.GetValue(_update);
        bool prunes = parsed.GetValue(_prune);
        return (parsed.GetValue(_baseline) ?? configuration.Baseline) is { } file ? new BaselineUse(file, BaselineFile.Read(file, mayBeMissing: updates), updates, prunes)
            : updates || prunes ? throw new CommandFailedException("there is no baseline; name it with `--baseline FILE`")
            : null;
    }
}
