using System.CommandLine;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Lint.Sarif;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options that say which reports a run of the linter gives.</summary>
internal sealed class ReportOptions
{
    private readonly OutputOptions _output = new(OutputFormat.Sarif, OutputFormat.JUnit, OutputFormat.GitHub, OutputFormat.GitLab, OutputFormat.Azure, OutputFormat.Markdown);

    private readonly Option<string[]> _reports = new("--report")
    {
        Description = "Write one more report, in a form of its own. Repeatable.",
        HelpName = "FORMAT=FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _category = new("--category")
    {
        Description = "Tells several SARIF reports for one commit apart, such as those of several clusters.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _suppressed = new("--sarif-suppressed")
    {
        Description = "Have suppressed findings among the results in SARIF. Services that know no suppressions take them for new.",
    };

    public void AddTo(Command command)
    {
        _output.AddTo(command);
        command.Add(_reports);
        command.Add(_category);
        command.Add(_suppressed);
    }

    /// <summary>The reports, that of <c>--format</c> and <c>-o</c> first.</summary>
    /// <exception cref="CommandFailedException">A form is none, or two reports are one file.</exception>
    public IReadOnlyList<OutputArguments> Read(ParseResult parsed)
    {
        OutputArguments[] reports = [_output.Read(parsed), .. (parsed.GetValue(_reports) ?? []).Select(ReadReport)];
        string? twice = reports.Where(report => report.File is not null)
            .GroupBy(report => Path.GetFullPath(report.File!), StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? reports : throw new CommandFailedException($"`{twice}` is the file of two reports");
    }

    public SarifArguments ReadSarif(ParseResult parsed) => new(parsed.GetValue(_category) ?? "", parsed.GetValue(_suppressed));

    private OutputArguments ReadReport(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals + 1 < text.Length
            ? new OutputArguments(_output.FormatOf(text[..equals], "--report"), text[(equals + 1)..])
            : throw new CommandFailedException($"--report: `{text}` is not FORMAT=FILE");
    }
}
