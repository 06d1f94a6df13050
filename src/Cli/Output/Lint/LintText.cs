using PolicyEngine.Cli.Linting;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>Writes findings for people, in the form of compilers.</summary>
internal static class LintText
{
    public static void Write(TextPage page, LintRun run)
    {
        foreach (Finding finding in run.Findings)
        {
            Write(page, finding);
        }

        page.Line(Words.Summary(run));
    }

    private static void Write(TextPage page, Finding finding)
    {
        page.Write(finding.Span.IsNone ? "" : $"{finding.Span}: ")
            .Write(ResultWords.Of(finding.Severity), InkOf(finding.Severity))
            .Write($" {finding.Rule.Id}: {finding.Message}")
            .Line($" [{finding.Rule.Name}]", Ink.Faint);
        if (finding.Hint.Length > 0)
        {
            page.Line($"  hint: {finding.Hint}");
        }

        foreach (RelatedPlace related in finding.Related)
        {
            page.Line($"  see {related.Span}: {related.Message}", Ink.Faint);
        }

        if (finding.Fix is { } fix)
        {
            page.Line($"  fix: {fix.Description} ({(fix.ChangesMeaning ? "--fix-suggested; changes what is allowed" : "--fix")})");
        }
    }

    private static Ink InkOf(Severity severity) => severity switch
    {
        Severity.Error => Ink.Bad,
        Severity.Warning => Ink.Doubt,
        _ => Ink.Faint,
    };
}
