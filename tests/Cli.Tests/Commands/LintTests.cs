using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>What <c>netpol lint</c> finds, tells and answers.</summary>
public sealed class LintTests
{
    [Fact]
    public void The_text_has_place_severity_rule_message_and_hint()
    {
        CommandResult result = LintFixture.Run(LintFixture.Dangling);

        Assert.Equal(
            """
            manifests/shop policy.yaml:8:9: warning NP2001: `NetworkPolicy/shop/redis` selects no pod, workload or host endpoint of the input [dangling-policy]
              hint: correct the labels, or take the policy away
            0 errors, 1 warning, 0 notes (0 suppressed)

            """,
            result.Output);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("error", 0)]
    [InlineData("warning", 1)]
    [InlineData("note", 1)]
    [InlineData("never", 0)]
    public void The_status_tells_whether_something_is_found_at_or_above_the_threshold(string threshold, int status)
    {
        Assert.Equal(status, LintFixture.Run(LintFixture.Dangling, "--fail-on", threshold).Status);
        Assert.Equal(0, LintFixture.Run(LintFixture.Sound, "--fail-on", threshold).Status);
    }

    [Fact]
    public void A_rule_may_have_another_severity_or_be_off()
    {
        Assert.Equal(1, LintFixture.Run(LintFixture.Dangling, "--rule", "NP2001=error").Status);
        Assert.Contains("note NP2001", LintFixture.Run(LintFixture.Dangling, "--rule", "dangling-policy=note").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NP2001", Netpol.RunWithInput(LintFixture.Dangling, "lint", "-", "--rule", "NP2001=off").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_lack_what_they_need_are_told_of_with_the_reason()
    {
        string policy = LintFixture.Dangling[LintFixture.Dangling.IndexOf("---", StringComparison.Ordinal)..];

        Assert.Equal("0 errors, 0 warnings, 0 notes (0 suppressed); 1 rule not run: the input has no pods or workloads (1)\n", LintFixture.Run(policy).Output);
    }

    [Fact]
    public void What_is_lacking_is_told_once_with_the_rules_that_want_it()
    {
        string summary = LintFixture.Run(LintFixture.Sound[LintFixture.Sound.IndexOf("---", StringComparison.Ordinal)..], "--only", "NP4016").Output;

        Assert.Equal("0 errors, 0 warnings, 0 notes (0 suppressed); 2 rules not run: the input has no pods or workloads (2), nodes (1), services (1)\n", summary);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_in_the_words_of_the_tool()
    {
        CommandResult result = Netpol.Run("lint", "nope.yaml", "--only", "NP1023");

        Assert.Equal(2, result.Status);
        Assert.StartsWith(
            "nope.yaml: error NP1023: `nope.yaml` cannot be read: there is no such file or directory [file-unreadable]\n  hint: check the path and its permissions\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_versioned_and_whole()
    {
        JsonElement json = LintFixture.Run(LintFixture.Dangling, "--format", "json").Json;

        Assert.Equal(1, json.GetProperty("schemaVersion").GetInt32());
        Assert.False(json.GetProperty("incomplete").GetBoolean());
        Assert.Equal("manifests/shop policy.yaml", Assert.Single(json.GetProperty("inputs").EnumerateArray()).GetString());
        JsonElement finding = Assert.Single(json.GetProperty("findings").EnumerateArray());
        Assert.Equal(
            ["rule", "name", "severity", "object", "file", "line", "column", "endLine", "endColumn", "yamlPath", "message", "hint", "related", "fingerprint", "fix"],
            finding.EnumerateObject().Select(property => property.Name),
            StringComparer.Ordinal);
        Assert.Equal((8, 9, 8, 14), (finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32(), finding.GetProperty("endLine").GetInt32(), finding.GetProperty("endColumn").GetInt32()));
        Assert.Equal(1, json.GetProperty("summary").GetProperty("warnings").GetInt32());
    }

    [Fact]
    public void Suppressed_findings_are_told_with_reason_unless_suppressions_are_forbidden()
    {
        string accepted = LintFixture.Dangling.Replace("  namespace: shop\nspec", "  namespace: shop\n  annotations: {netpol.lint/ignore: NP2001=comes later}\nspec", StringComparison.Ordinal);

        JsonElement json = LintFixture.Run(accepted, "--format", "json").Json;
        CommandResult forbidden = LintFixture.Run(accepted, "--no-inline-suppressions", "--fail-on", "warning");

        JsonElement suppressed = Assert.Single(json.GetProperty("suppressed").EnumerateArray());
        Assert.Equal(("annotation", "comes later"), (suppressed.GetProperty("acceptedIn").GetString(), suppressed.GetProperty("reason").GetString()));
        Assert.Empty(json.GetProperty("findings").EnumerateArray());
        Assert.Equal(1, forbidden.Status);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("junit")]
    [InlineData("github")]
    [InlineData("gitlab")]
    [InlineData("azure")]
    [InlineData("md")]
    public void The_same_input_gives_the_same_output(string format)
    {
        string[] args = ["lint", "samples/redis", "samples/scenarios", "--format", format, "--fail-on", "never"];

        Assert.Equal(Netpol.Run(args), Netpol.Run(args));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("github")]
    [InlineData("junit")]
    [InlineData("md")]
    public void Hostile_names_do_nothing_to_who_reads_them(string format)
    {
        string hostile = LintFixture.Dangling.Replace("name: redis", "name: \"r\\e[31m\\u202E\\r\\n::error::x\"", StringComparison.Ordinal);

        string output = LintFixture.Run(hostile, "--format", format).Output;

        Assert.DoesNotContain('\e', output);
        Assert.DoesNotContain('\u202E', output);
        Assert.DoesNotContain("\n::error::x", output, StringComparison.Ordinal);
        Assert.Contains("\\u001B", output.Replace("\\\\", "\\", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_reports_are_written_in_one_run()
    {
        using var folder = new TemporaryFolder();
        string sarif = Path.Combine(folder.Path, "a.sarif");
        string junit = Path.Combine(folder.Path, "b.xml");

        CommandResult result = LintFixture.Run(LintFixture.Dangling, "--report", $"sarif={sarif}", "--report", $"junit={junit}");

        Assert.StartsWith("manifests/", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"$schema\"", File.ReadAllText(sarif), StringComparison.Ordinal);
        Assert.StartsWith("<?xml", File.ReadAllText(junit), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_status_2_and_the_others_are_written()
    {
        using var folder = new TemporaryFolder();
        string json = Path.Combine(folder.Path, "a.json");

        CommandResult result = LintFixture.Run(LintFixture.Dangling, "--report", $"sarif={folder.Path}", "--report", $"json={json}");

        Assert.Equal(2, result.Status);
        Assert.Contains("cannot be written", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(json));
    }

    [Fact]
    public void Changed_files_are_reported_alone_and_all_is_looked_at()
    {
        using var folder = new TemporaryFolder();
        int cut = LintFixture.Dangling.IndexOf("---", StringComparison.Ordinal);
        string pod = folder.Write("pod.yaml", LintFixture.Dangling[..cut]);
        string policy = folder.Write("policy.yaml", LintFixture.Dangling[cut..]);

        string[] args = ["lint", folder.Path, "--only", LintFixture.Rule, "--fail-on", "warning", "--changed"];

        Assert.Equal(0, Netpol.Run([.. args, pod]).Status);
        Assert.Equal(1, Netpol.Run([.. args, pod, policy]).Status);
    }

    [Fact]
    public void Input_that_is_missing_is_status_2_with_a_report()
    {
        CommandResult result = Netpol.Run("lint", "samples/redis", "no-such-file.yaml", "--format", "json");

        Assert.Equal(2, result.Status);
        Assert.True(result.Json.GetProperty("incomplete").GetBoolean());
        Assert.Contains(result.Json.GetProperty("diagnostics").EnumerateArray(), diagnostic => diagnostic.GetProperty("code").GetString() == "PE1009");
    }

    [Fact]
    public void A_change_that_is_laid_over_the_input_is_linted()
    {
        using var folder = new TemporaryFolder();
        string policy = folder.Write("over.yaml", LintFixture.Dangling[LintFixture.Dangling.IndexOf("---", StringComparison.Ordinal)..]);
        string[] args = ["lint", "-", "--only", LintFixture.Rule, "--fail-on", "warning"];

        Assert.Equal(0, Netpol.RunWithInput(LintFixture.Sound, args).Status);
        Assert.Equal(1, Netpol.RunWithInput(LintFixture.Sound, [.. args, "--whatif", policy]).Status);
        Assert.Equal(0, Netpol.RunWithInput(LintFixture.Dangling, [.. args, "--without", "networkpolicy/shop/redis"]).Status);
    }

    [Fact]
    public void What_a_finding_tells_is_not_told_again_on_standard_error()
    {
        string policy = LintFixture.Dangling[LintFixture.Dangling.IndexOf("---", StringComparison.Ordinal)..];
        string twice = LintFixture.Dangling + policy + policy.Replace("[Ingress]", "[Ingres]", StringComparison.Ordinal);

        CommandResult all = Netpol.RunWithInput(twice, "lint", "-");

        Assert.Equal((1, ""), (all.Status, all.Error));
        Assert.Contains("error PE", LintFixture.Run(twice).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_listed_and_explained()
    {
        Assert.Contains("NP2001  dangling-policy", Netpol.Run("lint", "--list-rules").Output, StringComparison.Ordinal);
        Assert.Contains(Netpol.Run("lint", "--list-rules", "--format", "json").Json.EnumerateArray(), rule => rule.GetProperty("id").GetString() == "NP2001");
        Assert.StartsWith("# NP2001: policy selects nothing\n", Netpol.Run("lint", "--explain-rule", "dangling-policy").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("lint samples/redis --fail-on fatal")]
    [InlineData("lint samples/redis --format dot")]
    [InlineData("lint samples/redis --rule NP0000")]
    [InlineData("lint samples/redis --rule NP2001=info")]
    [InlineData("lint samples/redis --only NP2001,NP0000")]
    [InlineData("lint samples/redis --report sarif")]
    [InlineData("lint samples/redis --report pdf=x.pdf")]
    [InlineData("lint samples/redis --report json=x.json -o x.json")]
    [InlineData("lint samples/redis --dry-run")]
    [InlineData("lint samples/redis --update-baseline")]
    [InlineData("lint samples/redis --baseline no-such-file.json")]
    [InlineData("lint samples/redis --config no-such-file.yaml")]
    [InlineData("lint --explain-rule NP0000")]
    public void A_wrong_command_line_is_status_2_with_a_message_and_no_output(string line)
    {
        CommandResult result = Netpol.Run(line.Split(' '));

        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.StartsWith("netpol: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_has_examples() => Assert.Contains("  netpol lint ", Netpol.Run("lint", "--help").Output, StringComparison.Ordinal);
}
