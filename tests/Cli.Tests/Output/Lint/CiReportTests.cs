using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Cli.Tests.Output.Lint;

/// <summary>Reports are as their readers demand.</summary>
public sealed class CiReportTests
{
    [Fact]
    public void JUnit_has_a_case_for_each_rule_and_object_with_findings()
    {
        XElement suites = XDocument.Parse(LintFixture.Run(LintFixture.Dangling, "--format", "junit", "--fail-on", "warning").Output).Root!;
        XElement suite = Assert.Single(suites.Elements("testsuite"));
        XElement @case = Assert.Single(suite.Elements("testcase"));

        Assert.Equal(("testsuites", "1", "1", "0", "0"), (suites.Name.LocalName, Value(suite, "tests"), Value(suite, "failures"), Value(suite, "errors"), Value(suite, "skipped")));
        Assert.Equal(("netpol.NP2001.dangling-policy", "NetworkPolicy/shop/redis", "manifests/shop policy.yaml", "8"), (Value(@case, "classname"), Value(@case, "name"), Value(@case, "file"), Value(@case, "line")));
        Assert.Equal("warning", Value(@case.Element("failure")!, "type"));
        Assert.Contains("manifests/shop policy.yaml:8:9: warning NP2001: ", @case.Element("failure")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_passes_findings_below_the_threshold_and_tells_them()
    {
        CommandResult result = LintFixture.Run(LintFixture.Dangling, "--format", "junit");
        XElement suite = XDocument.Parse(result.Output).Descendants("testsuite").Single();
        XElement told = Assert.Single(Assert.Single(suite.Elements("testcase")).Elements());

        Assert.Equal((0, "1", "0"), (result.Status, Value(suite, "tests"), Value(suite, "failures")));
        Assert.Equal("system-out", told.Name.LocalName);
        Assert.Contains("manifests/shop policy.yaml:8:9: warning NP2001: ", told.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_skips_what_is_accepted_and_what_did_not_run_and_passes_the_rest()
    {
        string accepted = LintFixture.Dangling.Replace("name: redis", "name: redis # netpol-lint-disable-line NP2001 -- later", StringComparison.Ordinal);
        string policy = LintFixture.Dangling[LintFixture.Dangling.IndexOf("---", StringComparison.Ordinal)..];

        Assert.Equal("later", Value(Case(accepted).Element("skipped")!, "message"));
        Assert.Equal("the input has no pods or workloads", Value(Case(policy).Element("skipped")!, "message"));
        Assert.Empty(Case(LintFixture.Sound).Elements());

        static XElement Case(string documents) => Assert.Single(XDocument.Parse(LintFixture.Run(documents, "--format", "junit").Output).Descendants("testcase"));
    }

    [Fact]
    public void JUnit_counts_input_that_is_not_read_as_an_error_and_adds_up()
    {
        XElement suite = XDocument.Parse(Netpol.Run("lint", "samples/scenarios", "no-such-file.yaml", "--format", "junit").Output).Descendants("testsuite").Single();

        Assert.Equal("1", Value(suite, "errors"));
        Assert.Equal(Value(suite, "tests"), suite.Elements("testcase").Count().ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Value(suite, "failures"), suite.Descendants("failure").Count().ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Value(suite, "skipped"), suite.Descendants("skipped").Count().ToString(CultureInfo.InvariantCulture));
        Assert.Equal("PE1009", Value(suite.Descendants("error").Single(), "type"));
    }

    [Fact]
    public void GitHub_annotations_are_escaped_and_stand_at_the_line()
    {
        string output = LintFixture.Run(LintFixture.Dangling.Replace("name: redis", "name: \"50%:a,b\"", StringComparison.Ordinal), "--format", "github").Output;

        Assert.StartsWith(
            "::warning file=manifests/shop policy.yaml,line=8,endLine=8,col=9,endColumn=18,title=NP2001 dangling-policy::`NetworkPolicy/shop/50%25:a,b` selects no pod",
            output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 10, false)]
    [InlineData(11, 10, true)]
    [InlineData(40, 10, true)]
    public void GitHub_gets_ten_annotations_at_most_and_the_last_stands_for_the_others(int findings, int annotations, bool more)
    {
        string[] lines = [.. LintFixture.Run(LintFixture.Many(findings), "--format", "github").Output.Split('\n').Where(line => line.StartsWith("::", StringComparison.Ordinal))];

        Assert.Equal(annotations, lines.Length);
        Assert.Equal(more, lines[^1].StartsWith(string.Create(CultureInfo.InvariantCulture, $"::warning title=netpol lint::{findings - 9} more warning"), StringComparison.Ordinal));
    }

    [Fact]
    public void GitHub_gets_a_summary_of_the_job()
    {
        using var folder = new TemporaryFolder();
        string summary = folder.Write("summary.md", "# before\n");

        Netpol.RunWith(context => context with { StepSummary = summary }, LintFixture.Dangling, "lint", "-", "--only", LintFixture.Rule, "--format", "github");

        string text = File.ReadAllText(summary);
        Assert.StartsWith("# before\n## Network policy lint\n", text, StringComparison.Ordinal);
        Assert.Contains("| warning | NP2001 dangling-policy | \\<stdin\\>:8 | NetworkPolicy/shop/redis |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void GitLab_has_unique_fingerprints_relative_paths_and_its_own_severities()
    {
        CommandResult result = LintFixture.Run(LintFixture.Many(3), "--format", "gitlab");
        JsonElement[] issues = [.. result.Json.EnumerateArray()];

        Assert.Equal('[', result.Output[0]);
        Assert.Equal(3, issues.Select(issue => issue.GetProperty("fingerprint").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(issues, issue => Assert.Equal(("major", "dangling-policy", "manifests/shop policy.yaml"), (issue.GetProperty("severity").GetString(), issue.GetProperty("check_name").GetString(), issue.GetProperty("location").GetProperty("path").GetString())));
        Assert.Equal(8, issues[0].GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32());
        Assert.Equal("[]\n", LintFixture.Run(LintFixture.Sound, "--format", "gitlab").Output);
    }

    [Fact]
    public void Azure_issues_are_escaped_and_stand_at_the_line_and_notes_are_lines_of_the_log()
    {
        string output = LintFixture.Run(LintFixture.Dangling.Replace("name: redis", "name: \"50%;a]b\"", StringComparison.Ordinal), "--format", "azure", "--rule", "NP2001=error").Output;

        Assert.StartsWith(
            "##vso[task.logissue type=error;sourcepath=manifests/shop policy.yaml;linenumber=8;columnnumber=9;code=NP2001;]`NetworkPolicy/shop/50%AZP25%3Ba%5Db` selects no pod",
            output,
            StringComparison.Ordinal);
        Assert.StartsWith("manifests/shop policy.yaml:8:9: note NP2001 dangling-policy: `", LintFixture.Run(LintFixture.Dangling, "--format", "azure", "--rule", "NP2001=note").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("md")]
    [InlineData("sarif")]
    [InlineData("junit")]
    [InlineData("github")]
    [InlineData("gitlab")]
    [InlineData("azure")]
    public void No_name_gives_commands_to_who_reads_the_log(string format)
    {
        string evil = LintFixture.Dangling.Replace("name: redis", "name: \"##vso[task.setvariable variable=PATH]::add-mask::evil\"", StringComparison.Ordinal);
        CommandResult result = LintFixture.Run(evil, "--format", format);

        Assert.Contains("task.setvariable", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[task.setvariable", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("::add-mask", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_have_no_byte_order_mark()
    {
        using var folder = new TemporaryFolder();
        foreach (string format in (string[])["json", "sarif", "junit", "gitlab", "md"])
        {
            string file = Path.Combine(folder.Path, format);
            LintFixture.Run(LintFixture.Dangling, "--format", format, "-o", file);
            Assert.InRange(File.ReadAllBytes(file)[0], (byte)'!', (byte)'~');
        }
    }

    [Fact]
    public void Markdown_is_cut_with_the_number_of_what_is_left_out()
    {
        string page = LintFixture.Run(LintFixture.Many(120), "--format", "md").Output;

        Assert.Equal(100, page.Split('\n').Count(line => line.StartsWith("| warning |", StringComparison.Ordinal)));
        Assert.Contains("\n20 more are not shown.\n", page, StringComparison.Ordinal);
    }

    private static string Value(XElement element, string attribute) => element.Attribute(attribute)!.Value;
}
