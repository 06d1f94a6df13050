using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Tests;
using PolicyEngine.Expectations;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol test</c>: whether expectations kept beside the policies hold.</summary>
internal sealed class TestCommand
{
    private const string Description = """
        Says whether expectations hold that are kept in YAML beside the policies:

          inputs: [cluster.yaml, policies]
          tests:
          - {from: deploy/shop/frontend, to: svc/shop/redis, port: 6379, expect: allow}
          - {from: dev/*, to: shop/*, expect: deny, why: development stays out of production}
          - {to: shop/redis-0, only: [{from: deploy/shop/frontend, port: 6379}]}

        `from` and `to` take what `netpol can` takes, lists, and patterns such as *, shop/*, */redis-* and ns/team-*. `allow` and
        `deny` are to hold for every pair and port; `only` lists all that may pass. The cluster is what -f names, or else what
        `inputs` names in the file, relative to it. In directories, files *.netpol-test.yaml are read; a file named is always read.

        Exit status: 0 all hold, 1 some fail or too few rules are covered, 2 error; all others are judged all the same.

        Examples:
          netpol test redis.netpol-test.yaml
          netpol test tests/ -f cluster.yaml -f policies/ --coverage
          netpol test tests/ -f manifests/ --whatif new-policy.yaml --format junit -o results.xml
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new(OutputFormat.JUnit);
    private readonly Argument<string[]> _files = new("FILE") { Description = "Files of expectations, directories of them, or - for standard input.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _coverage = new("--coverage") { Description = "Name the rules that no expectation exercises." };

    private readonly Option<string?> _minimum = new("--coverage-min")
    {
        Description = "Fail where less than this many of a hundred rules are exercised.",
        HelpName = "PERCENT",
    };

    private TestCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new TestCommand(context).Build();

    private Command Build()
    {
        var command = new Command("test", Description) { _files, _coverage, _minimum };
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        InputArguments arguments = _input.Read(parsed, _context);
        OutputArguments output = _output.Read(parsed);
        double? minimum = parsed.GetValue(_minimum) is { } text ? ParsePercent(text) : null;
        var input = new ExpectationInput(arguments, _context);
        ExpectationSuite[] suites = [.. input.Read(parsed.GetValue(_files) ?? []).Select(file => Judge(file, input, arguments.Namespace))];
        bool showsCoverage = parsed.GetValue(_coverage) || minimum is not null;
        var report = new TestReport(suites, showsCoverage ? RuleCoverage.Of(suites.Select(suite => suite.Run).OfType<ExpectationRun>()) : null, minimum);
        using ResultWriter result = ResultWriter.Open(output, _context.Streams);
        switch (output.Format)
        {
            case OutputFormat.Json:
                result.Writer.Write(JsonText.Document(json => TestJson.Write(json, report)));
                break;
            case OutputFormat.JUnit:
                TestJUnit.Write(result.Writer, report);
                break;
            default:
                TestText.Write(result.Page, report);
                break;
        }

        return report.Status;
    }

    private ExpectationSuite Judge(ExpectationFile file, ExpectationInput input, string defaultNamespace)
    {
        long start = Stopwatch.GetTimestamp();
        DiagnosticPrinter.Print(file.Diagnostics, _context.Streams.Error);
        if (file.Expectations.IsEmpty)
        {
            return new ExpectationSuite(file, null, null, Stopwatch.GetElapsedTime(start));
        }

        ExpectationRun? run = input.ClusterOf(file, out string? problem) is { } cluster
            ? ExpectationRun.Of(cluster, file.Expectations, defaultNamespace, _context.Cancellation)
            : null;
        DiagnosticPrinter.Print(run?.Errors ?? [], _context.Streams.Error);
        if (problem is not null)
        {
            new TextPage(_context.Streams.Error, colour: false).Line($"netpol: {file.Name}: {problem}");
        }

        return new ExpectationSuite(file, run, problem, Stopwatch.GetElapsedTime(start));
    }

    private static double ParsePercent(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent is >= 0 and <= 100
            ? percent
            : throw new CommandFailedException($"--coverage-min: `{text}` is not a number from 0 to 100");
}
