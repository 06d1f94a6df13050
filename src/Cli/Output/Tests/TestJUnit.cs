using System.Globalization;
using System.Xml;
using PolicyEngine.Expectations;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Tests;

/// <summary>Writes what became of expectations as JUnit's XML: a suite for each file, a case for each expectation.</summary>
internal static class TestJUnit
{
    private static readonly XmlWriterSettings s_settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CloseOutput = false };

    public static void Write(TextWriter writer, TestReport report)
    {
        // The declaration that the library would write names the encoding of strings in memory.
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        using (var xml = XmlWriter.Create(writer, s_settings))
        {
            xml.WriteStartElement("testsuites");
            foreach (ExpectationSuite suite in report.Suites)
            {
                WriteSuite(xml, suite);
            }

            if (report is { Coverage: { } coverage, MinimumCoverage: not null })
            {
                WriteCoverage(xml, report, coverage);
            }

            xml.WriteEndElement();
        }

        writer.Write('\n');
    }

    private static void WriteSuite(XmlWriter xml, ExpectationSuite suite)
    {
        StartSuite(xml, suite.File.Name, suite.Results.Count() + suite.FileErrors.Count() + (suite.Problem is null ? 0 : 1), suite.Count(ExpectationOutcome.Failed), suite.Errors, suite.Elapsed);
        foreach (ExpectationResult result in suite.Results)
        {
            StartCase(xml, suite, ExpectationWords.Title(result.Expectation), result.Expectation.Span);
            if (result.Error is { } error)
            {
                WriteOutcome(xml, "error", error.Message, error.Code, $"{error}\nhint: {error.Hint}");
            }
            else if (result.Outcome == ExpectationOutcome.Failed)
            {
                WriteOutcome(xml, "failure", ExpectationWords.Problem(result), ExpectationWords.Code(result.Failures[0].Kind), Details(result));
            }

            xml.WriteEndElement();
        }

        foreach (Diagnostic error in suite.FileErrors)
        {
            StartCase(xml, suite, error.Message, error.Span);
            WriteOutcome(xml, "error", error.Message, error.Code, $"{error}\nhint: {error.Hint}");
            xml.WriteEndElement();
        }

        if (suite.Problem is { } problem)
        {
            StartCase(xml, suite, "input", new SourceSpan(suite.File.Name, 0, 0));
            WriteOutcome(xml, "error", problem, "INPUT", problem);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCoverage(XmlWriter xml, TestReport report, RuleCoverage coverage)
    {
        StartSuite(xml, "coverage", 1, report.CoversTooLittle ? 1 : 0, 0, TimeSpan.Zero);
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", "coverage");
        Attribute(xml, "name", string.Create(CultureInfo.InvariantCulture, $"at least {report.MinimumCoverage} % of the rules"));
        if (report.CoversTooLittle)
        {
            WriteOutcome(
                xml, "failure", ExpectationWords.Summary(coverage), "COVERAGE", string.Join('\n', coverage.Uncovered.Select(rule => $"not covered: {rule.Policy.Name} {rule.Rule.Path} {rule.Rule.Span}")));
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void StartSuite(XmlWriter xml, string name, int tests, int failures, int errors, TimeSpan elapsed)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", name);
        Attribute(xml, "tests", tests.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "failures", failures.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "errors", errors.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "skipped", "0");
        Attribute(xml, "time", elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static void StartCase(XmlWriter xml, ExpectationSuite suite, string name, SourceSpan span)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", suite.File.Name);
        Attribute(xml, "name", name);
        Attribute(xml, "file", span.File);
        if (span.Line > 0)
        {
            Attribute(xml, "line", span.Line.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteOutcome(XmlWriter xml, string element, string message, string type, string details)
    {
        xml.WriteStartElement(element);
        Attribute(xml, "message", message);
        Attribute(xml, "type", type);
        xml.WriteString(XmlText.CleanLines(details.Split('\n')));
        xml.WriteEndElement();
    }

    private static string Details(ExpectationResult result)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        FailureText.Write(new TextPage(text, colour: false), result);
        return text.ToString();
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, XmlText.Clean(value));
}
