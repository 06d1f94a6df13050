using System.Collections.Immutable;
using PolicyEngine.Cli.Output.Lint;
using PolicyEngine.Dataplane.Doctor;
using PolicyEngine.Json;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Doctor;

/// <summary>Writes faults of the network for people, in the form of compilers.</summary>
internal static class DoctorText
{
    public static void Write(TextPage page, ImmutableArray<NetworkFinding> findings)
    {
        foreach (NetworkFinding finding in findings)
        {
            page.Write(finding.Span.IsNone ? "" : $"{finding.Span}: ")
                .Write(ResultWords.Of(finding.Severity), finding.Severity == Severity.Error ? Ink.Bad : Ink.Doubt)
                .Line($" {finding.Code}: {finding.Message}")
                .Line($"  hint: {finding.Hint}");
        }

        page.Line(findings.IsEmpty ? "no faults found" : $"{Words.Count(CountOf(findings, Severity.Error), "error")}, {Words.Count(CountOf(findings, Severity.Warning), "warning")}");
    }

    private static int CountOf(ImmutableArray<NetworkFinding> findings, Severity severity) => findings.Count(finding => finding.Severity == severity);
}
