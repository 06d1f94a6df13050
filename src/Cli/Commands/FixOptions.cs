using System.CommandLine;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Cli.Output.Lint;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Commands;

/// <summary>The options about carrying fixes out.</summary>
internal sealed class FixOptions
{
    private readonly Option<bool> _fix = new("--fix")
    {
        Description = "Carry safe fixes out: change the files, and report what is left.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "With --fix: show what it would change, as a patch, and change nothing.",
    };

    public void AddTo(Command command)
    {
        command.Add(_fix);
        command.Add(_dryRun);
    }

    public bool IsAskedFor(ParseResult parsed) => parsed.GetValue(_fix);

    /// <exception cref="CommandFailedException">There is nothing to run dry.</exception>
    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(_dryRun)
        && (parsed.GetValue(_fix) ? true : throw new CommandFailedException("--dry-run goes with --fix"));

    /// <summary>Writes the patch to standard output.</summary>
    public static void ShowPatch(LintRun run, StandardStreams streams)
    {
        var paths = new RepositoryPaths();
        using var patch = new StringWriter();
        foreach (FixedFile file in FileFixes.Work(run.Findings))
        {
            UnifiedDiff.Write(patch, file, paths.Of(file.File));
        }

        // On a terminal nothing of the input may act; a program gets every character as it is.
        if (streams.IsOutputTerminal)
        {
            var page = new Output.TextPage(streams.Output, colour: false);
            foreach (string line in patch.ToString().Split('\n')[..^1])
            {
                page.Line(line);
            }
        }
        else
        {
            streams.Output.Write(patch.ToString());
        }
    }

    /// <summary>Changes the files.</summary>
    /// <returns>The run with what is left.</returns>
    /// <exception cref="CommandFailedException">A file cannot be written.</exception>
    public static LintRun Apply(LintRun run, StandardStreams streams)
    {
        FixedFile[] files = [.. FileFixes.Work(run.Findings)];
        foreach (FixedFile file in files)
        {
            FileFixes.Write(file);
        }

        var applied = new HashSet<LintFix>(files.SelectMany(file => file.Applied), ReferenceEqualityComparer.Instance);
        LintRun left = run with { Findings = [.. run.Findings.Where(finding => finding.Fix is not { } fix || !applied.Contains(fix))] };
        streams.Error.WriteLine($"netpol: {Words.Count(run.Findings.Length - left.Findings.Length, "finding")} mended in {Words.Count(files.Length, "file")}");
        return left;
    }
}
