using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Documents;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options about carrying fixes out.</summary>
internal sealed class FixOptions
{
    private readonly Option<bool> _fix = new("--fix")
    {
        Description = "Carry out fixes that change nothing that is allowed: change the files, and report what is left.",
    };

    private readonly Option<bool> _suggested = new("--fix-suggested")
    {
        Description = "As --fix, and carry out fixes too that change what is allowed. Look at them first, with --dry-run.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "With --fix or --fix-suggested: show what would change, as a patch, and change nothing.",
    };

    public void AddTo(Command command)
    {
        command.Add(_fix);
        command.Add(_suggested);
        command.Add(_dryRun);
    }

    /// <summary>What is to be done about fixes; null where nothing is.</summary>
    /// <exception cref="CommandFailedException">There is nothing to run dry.</exception>
    public FixRun? Read(ParseResult parsed, InputArguments input, CommandContext context)
    {
        bool suggested = parsed.GetValue(_suggested);
        bool isDryRun = parsed.GetValue(_dryRun);
        return parsed.GetValue(_fix) || suggested ? new FixRun(new FileFixes(LoaderOf(input, context)), context.Streams, suggested, isDryRun)
            : isDryRun ? throw new CommandFailedException("--dry-run goes with --fix or --fix-suggested")
            : null;
    }

    // All errors count: one that a limit held back is not new where a fix makes room for it.
    private static PolicyLoader LoaderOf(InputArguments input, CommandContext context) => context.CreateLoader(new LoadOptions
    {
        DefaultNamespace = input.Namespace,
        Profile = input.Profile,
        Limits = ReadLimits.Default with { MaxDiagnosticsPerFile = int.MaxValue },
    });
}
