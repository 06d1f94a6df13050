using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Lint;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol lint</c>: what is likely wrong with policies.</summary>
internal sealed class LintCommand
{
    private const string FileNotRead = "PE1009";

    private const string Description = """
        Looks for mistakes in policies and for what is open that should not be. Rules see what policies mean, not how they are
        written. A rule that needs more than the input holds does not run, and is named.

        Exit status: 0 no finding at or above --fail-on, 1 some, 2 error, or input that could not be read.

        Examples:
          netpol lint manifests/
          helm template chart/ | netpol lint -
          netpol lint manifests/ --format sarif -o netpol.sarif
          netpol lint manifests/ --format github --report sarif=netpol.sarif --report junit=netpol.xml
          netpol lint manifests/ --fail-on warning --baseline netpol-baseline.json
          netpol lint manifests/ --changed manifests/redis.yaml
          netpol lint pull-request/manifests --against main/manifests
          netpol lint manifests/ --render-for ios,hns
          netpol lint manifests/ --fix --dry-run
          netpol lint --fleet clusters/ --format json
          netpol lint --fleet clusters/ --format json --shard 2/8 -o 2.jsonl
          netpol lint --explain-rule NP2001
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly LintRuleOptions _rules = new();
    private readonly BaselineOptions _baseline = new();
    private readonly FixOptions _fixes = new();
    private readonly ReportOptions _reports = new();
    private readonly FleetOption _fleet = new();
    private readonly ShardOption _shard = new();
    private readonly Argument<string[]> _paths = new("PATH") { Description = "As --filename.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string?> _failOn = new("--fail-on")
    {
        Description = "From which severity on findings make the exit status 1. Without it: error.",
        HelpName = "error|warning|note|never",
    };

    private readonly Option<string[]> _changed = new("--changed")
    {
        Description = "Look at all input, and report what is found in these files alone. Each has to be there.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _against = new("--against")
    {
        Description = "The input as it was before: rules about changes run too. A file or a directory. Repeatable.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _stdinFilename = new("--stdin-filename")
    {
        Description = "The name under which standard input is reported.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _listRules = new("--list-rules") { Description = "List the rules." };

    private readonly Option<string?> _explainRule = new("--explain-rule") { Description = "Show what a rule is about.", HelpName = "ID" };

    private LintCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new LintCommand(context).Build();

    private Command Build()
    {
        var command = new Command("lint", Description) { _paths, _failOn };
        _rules.AddTo(command);
        _baseline.AddTo(command);
        _fixes.AddTo(command);
        command.Add(_changed);
        command.Add(_against);
        command.Add(_listRules);
        command.Add(_explainRule);
        _fleet.AddTo(command);
        _shard.AddTo(command);
        _input.AddTo(command);
        command.Add(_stdinFilename);
        _reports.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        IReadOnlyList<OutputArguments> reports = _reports.Read(parsed);
        if (parsed.GetValue(_explainRule) is { } explained)
        {
            return Explain(LintRuleOptions.Find(explained, "--explain-rule", _context), reports[0]);
        }

        if (parsed.GetValue(_listRules))
        {
            return List(reports[0]);
        }

        InputArguments given = _input.Read(parsed, _context);
        InputArguments input = given with
        {
            Paths = [.. given.Paths, .. parsed.GetValue(_paths) ?? []],
            StandardInputName = parsed.GetValue(_stdinFilename),
        };
        FixRun? fixes = _fixes.Read(parsed, input, _context);
        LintThreshold threshold = ThresholdOf(parsed.GetValue(_failOn), input.Configuration);
        BaselineUse? baseline = _baseline.Read(parsed, input.Configuration);
        LintOptions options = _rules.Read(parsed, input.Configuration, _context);
        if (_fleet.Read(parsed, input, reports[0]) is { } fleet)
        {
            CheckFleet(parsed, reports, fixes is not null || baseline is not null);
            return new FleetRun(fleet, _shard.Read(parsed, input.Configuration), _context).Run(reports[0], cluster =>
            {
                LintRun one = Judge(input with { Paths = [cluster] }, null, options, null);
                return new ClusterResult(StatusOf(one, threshold), json => LintJson.Write(json, one));
            });
        }

        if (_shard.Read(parsed, input.Configuration) is not null)
        {
            throw new CommandFailedException("--shard: findings of one cluster are not split; it goes with --fleet");
        }

        LoadResult? before = PolicyInput.LoadBefore(parsed.GetValue(_against) ?? [], input with { KeepsText = true }, _context)?.Result;
        LintRun run = Judge(input, before, options, baseline);
        if (parsed.GetValue(_changed) is { Length: > 0 } changed)
        {
            CheckChanged(changed, run);
            run = run.In(changed);
        }

        if (fixes is { IsDry: true })
        {
            fixes.ShowPatch(run);
            return StatusOf(run, threshold);
        }

        run = fixes?.Apply(run) ?? run;
        bool written = Write(run, reports, new LintReportWriter(_context, _reports.ReadSarif(parsed), threshold));
        return written ? StatusOf(run, threshold) : ExitStatus.Error;
    }

    private LintRun Judge(InputArguments input, LoadResult? before, LintOptions options, BaselineUse? baseline)
    {
        LintInput loaded = PolicyInput.LoadForLint(input, _context);
        LintReport report = new Linter(_context.Rules, baseline?.In(options) ?? options).Run(loaded.Loaded, before, _context.Cancellation);
        var all = LintRun.Of(loaded.Loaded, loaded.Files, report);
        PrintDiagnostics(all, input.Verbose);
        return baseline?.Accept(all, report, _context.Today) ?? all;
    }

    private void CheckFleet(ParseResult parsed, IReadOnlyList<OutputArguments> reports, bool usesFiles)
    {
        if (usesFiles || reports.Count > 1 || parsed.GetValue(_changed) is { Length: > 0 } || parsed.GetValue(_against) is { Length: > 0 })
        {
            throw new CommandFailedException("--fleet: --report, --fix, --baseline, --changed and --against are for one cluster");
        }
    }

    /// <summary>A file that is no input has no findings; one that is not there at all is mistyped.</summary>
    private static void CheckChanged(IEnumerable<string> changed, LintRun run)
    {
        if (changed.FirstOrDefault(file => !run.Files.Contains(file, StringComparer.Ordinal) && !File.Exists(file)) is { } missing)
        {
            throw new CommandFailedException(Directory.Exists(missing) ? $"--changed: `{missing}` is a directory; name the files in it" : $"--changed: there is no file `{missing}`");
        }
    }

    private static LintThreshold ThresholdOf(string? name, ConfigurationFile configuration) => name switch
    {
        null => configuration.Settings.FailOn ?? LintThreshold.Error,
        "error" => LintThreshold.Error,
        "warning" => LintThreshold.Warning,
        "note" => LintThreshold.Note,
        "never" => LintThreshold.Never,
        _ => throw new CommandFailedException($"--fail-on: `{name}` is no severity; use error, warning, note or never"),
    };

    /// <summary>Input that could not be read is an error whatever was found in the rest.</summary>
    private static int StatusOf(LintRun run, LintThreshold threshold) =>
        PolicyInput.UnderstoodNothing(run.Input) || run.Unreadable.Any(diagnostic => diagnostic.Code == FileNotRead) ? ExitStatus.Error
        : run.Findings.Any(finding => threshold.IsReachedBy(finding.Severity)) ? ExitStatus.No
        : ExitStatus.Yes;

    /// <summary>What the reading had to tell, where no finding tells the same.</summary>
    private void PrintDiagnostics(LintRun run, bool verbose)
    {
        // A finding about a whole object stands at its name, and tells another place apart: words are compared, not places.
        ILookup<(string File, string Hint), string> told = run.Findings
            .Concat(run.Accepted.Select(accepted => accepted.Finding))
            .ToLookup(finding => (finding.Span.File, finding.Hint), finding => finding.Message);
        DiagnosticPrinter.Print(
            run.Input with { Diagnostics = [.. run.Input.Diagnostics.Where(diagnostic => !IsTold(diagnostic))] }, verbose, _context.Streams.Error);

        bool IsTold(Diagnostic diagnostic) =>
            told[(diagnostic.Span.File, diagnostic.Hint)].Any(message => diagnostic.Message.StartsWith(message, StringComparison.Ordinal));
    }

    /// <summary>Writes all reports; one that cannot be written does not keep others from being.</summary>
    private bool Write(LintRun run, IReadOnlyList<OutputArguments> reports, LintReportWriter writer)
    {
        bool written = true;
        foreach (OutputArguments report in reports)
        {
            try
            {
                writer.Write(run, report);
            }
            catch (CommandFailedException failure)
            {
                NetpolApp.Complain(_context.Streams, failure.Message);
                written = false;
            }
        }

        return written;
    }

    private int List(OutputArguments output)
    {
        LintRuleDescriptor[] rules = [.. new Linter(_context.Rules).Rules];
        using ResultWriter result = ResultWriter.Open(output, _context.Streams);
        if (output.IsJson)
        {
            result.Writer.Write(JsonText.Document(json => RuleList.Write(json, rules)));
        }
        else
        {
            RuleList.Write(result.Page, rules);
        }

        return ExitStatus.Yes;
    }

    private int Explain(LintRuleDescriptor rule, OutputArguments output)
    {
        using ResultWriter result = ResultWriter.Open(output, _context.Streams);
        result.Writer.Write(output.IsJson ? JsonText.Document(json => RuleList.WriteOne(json, rule)) : LintRulePage.Of(rule));
        return ExitStatus.Yes;
    }
}
