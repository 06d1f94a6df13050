using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Report;
using PolicyEngine.Connectivity;
using PolicyEngine.Linting;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol report</c>: one page to look at, to ask and to send round.</summary>
internal sealed class ReportCommand
{
    private const string Description = """
        Writes one HTML page that needs no network and no program but a browser: a map of who may reach whom, a panel that answers
        questions, the findings of the linter with their source, and, with --old, what has changed.

        Names and the lines around findings are in the page: whoever has it can read them.

        Exit status: 0 written, 2 error.

        Examples:
          netpol report -o report.html manifests/
          netpol report -o report.html -f cluster.yaml --whatif new-policy.yaml
          netpol report -o change.html pull-request/ --old main/
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly Argument<string[]> _paths = new("PATH") { Description = "As --filename.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _file = new("--output", "-o")
    {
        Description = "The file to write; - for standard output.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string[]> _old = new("--old")
    {
        Description = "Input as it was before: show what has changed since. Without it, --whatif and --without are what changes. Repeatable.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
    };

    private ReportCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new ReportCommand(context).Build();

    private Command Build()
    {
        var command = new Command("report", Description) { _paths, _file, _old };
        _input.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        InputArguments given = _input.Read(parsed, _context);
        InputArguments input = given with { Paths = [.. given.Paths, .. parsed.GetValue(_paths) ?? []], NeedsAll = true, KeepsText = true };
        LoadedInput? earlier = PolicyInput.LoadBefore(parsed.GetValue(_old) ?? [], input with { KeepsText = false }, _context);
        LoadedInput now = PolicyInput.Load(input, _context);
        PolicySnapshot? before = earlier?.Snapshot ?? now.Before;
        var baseline = BaselineFile.Of(input.Configuration);
        LintReport found = new Linter(_context.Rules, baseline.In(input.Configuration.Settings.Lint) with { Today = _context.Today }).Run(now.Result, _context.Cancellation);
        var contents = new ReportContents(
            baseline.Accept(LintRun.Of(now.Result, [], found)),
            before is null ? null : SemanticDiff.Between(before, now.Snapshot, new MatrixQuery { DefaultNamespace = input.Namespace }, out QueryError? _, _context.Cancellation));
        string page = ReportPage.Of(contents, _context.Cancellation);
        string file = parsed.GetValue(_file)!;
        using ResultWriter result = ResultWriter.Open(new OutputArguments(OutputFormat.Text, file == StandardStreams.Sign ? null : file), _context.Streams);
        result.Writer.Write(page);
        return ExitStatus.Yes;
    }
}
