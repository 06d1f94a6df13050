using System.Text.Json;
using Cli.Tests.Schemas;
using TestKit;

namespace Cli.Tests.Output.Lint;

/// <summary>SARIF is valid and has what code scanning services ask for.</summary>
public sealed class SarifTests
{
    private static readonly JsonSchema s_schema = JsonSchema.Read("tests", "Cli.Tests", "Schemas", "sarif-2.1.0.json");

    private static JsonElement RunOf(CommandResult result)
    {
        Assert.Empty(s_schema.Check(result.Json));
        return Assert.Single(result.Json.GetProperty("runs").EnumerateArray());
    }

    public static TheoryData<string> Inputs => ["samples/redis", "samples/redis-calico", "samples/scenarios", "no-such-file.yaml", "README.md"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Every_log_is_valid(string path)
    {
        JsonElement run = RunOf(Netpol.Run("lint", path, "--format", "sarif", "--fail-on", "never", "--sarif-suppressed", "--category", "all"));

        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        Assert.DoesNotContain("\"\"", run.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_says_nothing_of_the_machine() =>
        Assert.DoesNotContain(RepositoryRoot.Path, RunOf(Netpol.Run("lint", Path.Combine(RepositoryRoot.Path, "samples/scenarios"), "--format", "sarif", "--fail-on", "never")).GetRawText(), StringComparison.Ordinal);

    [Fact]
    public void The_schema_check_finds_faults()
    {
        string[] faulty =
        [
            """{"version":"2.1.0"}""",
            """{"version":"2.0.0","runs":[]}""",
            """{"version":"2.1.0","runs":[{"tool":{}}]}""",
            """{"version":"2.1.0","runs":[],"more":1}""",
            """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"x"},"level":"fatal"}]}]}""",
            """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"x"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a b"},"region":{"startLine":0}}}]}]}]}""",
        ];
        Assert.All(faulty, text => Assert.NotEmpty(s_schema.Check(JsonDocument.Parse(text).RootElement)));
    }

    [Fact]
    public void A_result_has_a_whole_region_a_relative_uri_and_fingerprints()
    {
        JsonElement run = RunOf(LintFixture.Run(LintFixture.Dangling, "--format", "sarif"));
        JsonElement result = Assert.Single(run.GetProperty("results").EnumerateArray());
        JsonElement place = result.GetProperty("locations")[0].GetProperty("physicalLocation");

        Assert.Equal("""{"uri":"manifests/shop%20policy.yaml","uriBaseId":"SRCROOT"}""", Compact(place.GetProperty("artifactLocation")));
        Assert.Equal("""{"startLine":8,"startColumn":9,"endLine":8,"endColumn":14}""", Compact(place.GetProperty("region")));
        Assert.True(run.GetProperty("originalUriBaseIds").TryGetProperty("SRCROOT", out _));
        Assert.Equal("warning", result.GetProperty("level").GetString());
        Assert.Matches("^[0-9a-f]{32}$", result.GetProperty("partialFingerprints").GetProperty("npFingerprint/v1").GetString());
        JsonElement rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];
        Assert.Equal("NP2001", rule.GetProperty("id").GetString());
        Assert.All((string[])["shortDescription", "fullDescription", "help"], text => Assert.NotEmpty(rule.GetProperty(text).GetProperty("text").GetString()!));
        Assert.InRange(rule.GetProperty("properties").GetProperty("tags").GetArrayLength(), 1, 10);
        Assert.Equal("medium", rule.GetProperty("properties").GetProperty("precision").GetString());
    }

    [Fact]
    public void A_file_on_disk_has_the_hash_of_its_line_too()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("a.yaml", LintFixture.Dangling);

        JsonElement result = RunOf(Netpol.Run("lint", file, "--only", LintFixture.Rule, "--format", "sarif")).GetProperty("results")[0];

        Assert.Matches("^[0-9a-f]+:1$", result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString());
        Assert.StartsWith("file:///", result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Suppressed_findings_are_left_out_unless_asked_for()
    {
        string accepted = LintFixture.Dangling.Replace("name: redis", "name: redis # netpol-lint-disable-line NP2001 -- later", StringComparison.Ordinal);

        Assert.Equal(0, RunOf(LintFixture.Run(accepted, "--format", "sarif")).GetProperty("results").GetArrayLength());
        JsonElement result = RunOf(LintFixture.Run(accepted, "--format", "sarif", "--sarif-suppressed")).GetProperty("results")[0];
        Assert.Equal("""[{"kind":"inSource","justification":"later"}]""", Compact(result.GetProperty("suppressions")));
    }

    [Fact]
    public void Input_that_is_not_read_and_rules_that_do_not_run_are_notifications()
    {
        JsonElement invocation = RunOf(Netpol.Run("lint", "samples/redis", "no-such-file.yaml", "--format", "sarif")).GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Contains(invocation.GetProperty("toolExecutionNotifications").EnumerateArray(), notification => notification.TryGetProperty("descriptor", out JsonElement descriptor) && descriptor.GetProperty("id").GetString() == "PE1009");

        string policy = LintFixture.Dangling[LintFixture.Dangling.IndexOf("---", StringComparison.Ordinal)..];
        JsonElement quiet = RunOf(LintFixture.Run(policy, "--format", "sarif")).GetProperty("invocations")[0];
        Assert.True(quiet.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("NP2001", Assert.Single(quiet.GetProperty("toolExecutionNotifications").EnumerateArray()).GetProperty("associatedRule").GetProperty("id").GetString());
    }

    [Fact]
    public void Fixes_and_related_places_are_told()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("a.yaml", LintFixture.Dangling);

        JsonElement result = RunOf(LintFixture.RunMarking("lint", file, "--format", "sarif", "--category", "prod")).GetProperty("results")[0];

        JsonElement replacement = result.GetProperty("fixes")[0].GetProperty("artifactChanges")[0].GetProperty("replacements")[0];
        Assert.Equal("""{"startLine":5,"startColumn":1,"endLine":5,"endColumn":1}""", Compact(replacement.GetProperty("deletedRegion")));
        Assert.Equal("# marked\n", replacement.GetProperty("insertedContent").GetProperty("text").GetString());
        Assert.Equal("the policy", result.GetProperty("relatedLocations")[0].GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void The_category_tells_runs_apart() =>
        Assert.Equal("prod/", RunOf(LintFixture.Run(LintFixture.Sound, "--format", "sarif", "--category", "prod")).GetProperty("automationDetails").GetProperty("id").GetString());

    [Fact]
    public void More_results_than_are_shown_are_told_of_and_more_than_are_taken_are_left_out()
    {
        JsonElement run = RunOf(LintFixture.Run(LintFixture.Many(5_001), "--format", "sarif"));
        Assert.Equal(5_001, run.GetProperty("results").GetArrayLength());
        Assert.Contains("first 5000", run.GetProperty("invocations").GetRawText(), StringComparison.Ordinal);

        CommandResult many = LintFixture.Run(LintFixture.Many(25_001), "--format", "sarif");
        JsonElement cut = many.Json.GetProperty("runs")[0];
        Assert.Equal(25_000, cut.GetProperty("results").GetArrayLength());
        Assert.Contains("Results left out: 1.", cut.GetProperty("invocations").GetRawText(), StringComparison.Ordinal);
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
