using System.Xml;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>
/// Writes a run of the linter as a run of tests: one for each rule and object with findings, which fails where it reaches the
/// threshold and else passes with the findings as its output, and one for each rule that found nothing. What is accepted and what
/// was not run is skipped; what could not be read is an error.
/// </summary>
internal static class JUnitReport
{
    private const string SuiteName = "netpol lint";

    public static void Write(TextWriter writer, LintRun run, LintThreshold threshold, RepositoryPaths paths)
    {
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };
        writer.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (var xml = XmlWriter.Create(writer, settings))
        {
            Write(xml, CasesOf(run, threshold, paths));
        }

        writer.Write('\n');
    }

    private static void Write(XmlWriter xml, List<Case> cases)
    {
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, cases);
        xml.WriteStartElement("testsuite");
        WriteCounts(xml, cases);
        foreach (Case @case in cases)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", @case.ClassName);
            Attribute(xml, "name", @case.Name);
            if (@case.File.Length > 0)
            {
                Attribute(xml, "file", @case.File);
                Attribute(xml, "line", Words.Of(Math.Max(1, @case.Line)));
            }

            Attribute(xml, "time", "0");
            if (@case.Outcome is { } outcome)
            {
                xml.WriteStartElement(outcome);
                if (@case.Type.Length > 0)
                {
                    Attribute(xml, "type", @case.Type);
                }

                Attribute(xml, "message", @case.Message);
                WriteLines(xml, @case.Lines);
                xml.WriteEndElement();
            }
            else if (@case.Lines.Count > 0)
            {
                xml.WriteStartElement("system-out");
                WriteLines(xml, @case.Lines);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteLines(XmlWriter xml, IEnumerable<string> lines) => xml.WriteString(XmlText.CleanLines(lines));

    private static void WriteCounts(XmlWriter xml, List<Case> cases)
    {
        Attribute(xml, "name", SuiteName);
        Attribute(xml, "tests", Words.Of(cases.Count));
        Attribute(xml, "failures", Words.Of(cases.Count(@case => @case.Outcome == Case.Failure)));
        Attribute(xml, "errors", Words.Of(cases.Count(@case => @case.Outcome == Case.Error)));
        Attribute(xml, "skipped", Words.Of(cases.Count(@case => @case.Outcome == Case.Skipped)));
        Attribute(xml, "time", "0");
    }

    private static List<Case> CasesOf(LintRun run, LintThreshold threshold, RepositoryPaths paths)
    {
        var cases = new List<Case>();
        var seen = new HashSet<(string Rule, string Object)>();
        foreach (IGrouping<(string Id, string), Finding> group in run.Findings.GroupBy(finding => (finding.Rule.Id, finding.Target.ObjectName)))
        {
            Finding first = group.First();
            seen.Add(group.Key);
            cases.Add(new Case(ClassOf(first.Rule), NameOf(first), PathOf(first.Span, paths), first.Span.Line)
            {
                Outcome = group.Any(finding => threshold.IsReachedBy(finding.Severity)) ? Case.Failure : null,
                Type = ResultWords.Of(first.Severity),
                Message = first.Message,
                Lines = [.. group.SelectMany(Describe)],
            });
        }

        foreach (AcceptedFinding accepted in run.Accepted.Where(accepted => seen.Add((accepted.Finding.Rule.Id, accepted.Finding.Target.ObjectName))))
        {
            Finding finding = accepted.Finding;
            cases.Add(new Case(ClassOf(finding.Rule), NameOf(finding), PathOf(finding.Span, paths), finding.Span.Line)
            {
                Outcome = Case.Skipped,
                Message = accepted.Reason.Length > 0 ? accepted.Reason : $"accepted ({accepted.Place})",
            });
        }

        HashSet<string> withCases = [.. seen.Select(pair => pair.Rule)];
        cases.AddRange(run.Ran.Where(rule => !withCases.Contains(rule.Id)).Select(rule => new Case(ClassOf(rule), rule.Title, "", 0)));
        cases.AddRange(run.NotRun.Select(rule => new Case(ClassOf(rule.Rule), rule.Rule.Title, "", 0) { Outcome = Case.Skipped, Message = rule.Reason }));
        cases.AddRange(run.Unreadable.Select(diagnostic => new Case("input", $"{diagnostic.Code} {diagnostic.Span}", PathOf(diagnostic.Span, paths), diagnostic.Span.Line)
        {
            Outcome = Case.Error,
            Type = diagnostic.Code,
            Message = diagnostic.Message,
            Lines = [diagnostic.ToString()],
        }));
        return cases;
    }

    private static string ClassOf(LintRuleDescriptor rule) => $"netpol.{rule.Id}.{rule.Name}";

    private static string NameOf(Finding finding) => finding.Target.ObjectName.Length > 0 ? finding.Target.ObjectName : finding.Rule.Title;

    private static string PathOf(SourceSpan span, RepositoryPaths paths) => span.IsNone ? "" : paths.Of(span.File);

    private static IEnumerable<string> Describe(Finding finding)
    {
        yield return $"{finding.Span}: {ResultWords.Of(finding.Severity)} {finding.Rule.Id}: {finding.Message}";
        if (finding.Hint.Length > 0)
        {
            yield return $"  hint: {finding.Hint}";
        }
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, XmlText.Clean(value));

    private sealed record Case(string ClassName, string Name, string File, int Line)
    {
        public const string Failure = "failure";
        public const string Error = "error";
        public const string Skipped = "skipped";

        public string? Outcome { get; init; }

        public string Type { get; init; } = "";

        public string Message { get; init; } = "";

        public IReadOnlyList<string> Lines { get; init; } = [];
    }
}
