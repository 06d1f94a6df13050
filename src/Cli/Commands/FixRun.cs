using PolicyEngine.Cli.Linting;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Lint;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Commands;

/// <summary>Carries the fixes of a run out, or shows what that would change.</summary>
/// <param name="fixes">Carries them out on files.</param>
/// <param name="streams">Where to tell of it.</param>
/// <param name="suggested">Whether those are carried out too that change what is allowed.</param>
/// <param name="isDry">Whether nothing is changed.</param>
internal sealed class FixRun(FileFixes fixes, StandardStreams streams, bool suggested, bool isDry)
{
    private bool _hasTold;

    public bool IsDry => isDry;

    /// <summary>Writes the patch to standard output.</summary>
    public void ShowPatch(LintRun run)
    {
        var paths = new RepositoryPaths();
        using var patch = new StringWriter();
        List<FixedFile> files = Work(run);
        foreach (FixedFile file in files)
        {
            UnifiedDiff.Write(patch, file, paths.Of(file.File));
        }

        // On a terminal nothing of the input may act; a program gets every character as it is.
        if (streams.IsOutputTerminal)
        {
            var page = new TextPage(streams.Output, colour: false);
            foreach (string line in patch.ToString().Split('\n')[..^1])
            {
                page.Line(line);
            }
        }
        else
        {
            streams.Output.Write(patch.ToString());
        }

        TellOfOthers(run);
        if (files.Count == 0 && !_hasTold)
        {
            Tell("no fix to carry out");
        }
    }

    /// <summary>Changes the files.</summary>
    /// <returns>The run with what is left.</returns>
    /// <exception cref="CommandFailedException">A file cannot be written.</exception>
    public LintRun Apply(LintRun run)
    {
        FixedFile[] files = [.. Work(run)];
        foreach (FixedFile file in files)
        {
            FileFixes.Write(file);
        }

        var applied = new HashSet<LintFix>(files.SelectMany(file => file.Applied), ReferenceEqualityComparer.Instance);
        LintRun left = run with { Findings = [.. run.Findings.Where(finding => finding.Fix is not { } fix || !applied.Contains(fix))] };
        Tell($"{Words.Count(run.Findings.Length - left.Findings.Length, "finding")} mended in {Words.Count(files.Length, "file")}");
        TellOfOthers(run);
        return left;
    }

    /// <summary>The files that change. One that would have errors with the fixes that it does not have without them stays as it is.</summary>
    private List<FixedFile> Work(LintRun run)
    {
        var files = new List<FixedFile>();
        foreach (FixedFile file in fixes.Work(run.Findings.Where(finding => suggested || !IsSuggestion(finding))))
        {
            if (file.Fault is { } fault)
            {
                Tell($"`{file.File}` stays as it is: fixed it would have a new error: {fault}");
            }
            else
            {
                files.Add(file);
            }
        }

        return files;
    }

    private void TellOfOthers(LintRun run)
    {
        Finding[] others = suggested ? [] : [.. run.Findings.Where(IsSuggestion)];
        if (others.Length > 0)
        {
            string rules = string.Join(", ", others.Select(finding => finding.Rule.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            string count = others.Length == 1 ? "1 fix that changes" : $"{Words.Of(others.Length)} fixes that change";
            Tell($"{count} what is allowed left out ({rules}); --fix-suggested carries {(others.Length == 1 ? "it" : "them")} out");
        }
    }

    private void Tell(string line)
    {
        // What is told may hold text of the input.
        new TextPage(streams.Error, colour: false).Line($"netpol: {line}");
        _hasTold = true;
    }

    private static bool IsSuggestion(Finding finding) => finding.Fix is { ChangesMeaning: true };
}
