using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>Findings that were there before.</summary>
public sealed class LintBaselineTests
{
    private static readonly string[] s_lint = ["lint", "-", "--only", LintFixture.Rule, "--fail-on", "warning"];

    private static CommandResult Run(string documents, params string[] more) =>
        Netpol.RunWith(context => context with { Today = new DateOnly(2030, 1, 31) }, documents, [.. s_lint, .. more]);

    [Fact]
    public void What_is_taken_in_is_accepted_and_what_is_new_is_not()
    {
        using var folder = new TemporaryFolder();
        string baseline = Path.Combine(folder.Path, "baseline.json");

        Assert.Equal(0, Run(LintFixture.Dangling, "--baseline", baseline, "--update-baseline").Status);

        Assert.Equal(0, Run("# moved\n\n" + LintFixture.Dangling, "--baseline", baseline).Status);
        Assert.Equal(1, Run(LintFixture.Many(2), "--baseline", baseline).Status);
        JsonElement json = Run(LintFixture.Many(2), "--baseline", baseline, "--format", "json").Json;
        Assert.Equal("NetworkPolicy/shop/p000", Assert.Single(json.GetProperty("findings").EnumerateArray()).GetProperty("object").GetString());
        JsonElement accepted = Assert.Single(json.GetProperty("suppressed").EnumerateArray());
        Assert.Equal(("baseline", "in the baseline since 2030-01-31"), (accepted.GetProperty("acceptedIn").GetString(), accepted.GetProperty("reason").GetString()));
    }

    [Fact]
    public void Owner_and_day_are_kept()
    {
        using var folder = new TemporaryFolder();
        string baseline = Path.Combine(folder.Path, "baseline.json");
        Run(LintFixture.Dangling, "--baseline", baseline, "--update-baseline");
        File.WriteAllText(baseline, File.ReadAllText(baseline).Replace("\"2030-01-31\"", "\"2029-05-01\",\n      \"owner\": \"team-a\"", StringComparison.Ordinal));

        Run(LintFixture.Many(2), "--baseline", baseline, "--update-baseline");

        JsonElement[] entries = [.. JsonDocument.Parse(File.ReadAllText(baseline)).RootElement.GetProperty("findings").EnumerateArray()];
        Assert.Equal(["NetworkPolicy/shop/p000", "NetworkPolicy/shop/redis"], entries.Select(entry => entry.GetProperty("object").GetString()), StringComparer.Ordinal);
        Assert.Equal(("2029-05-01", "team-a"), (entries[1].GetProperty("firstSeen").GetString(), entries[1].GetProperty("owner").GetString()));
        Assert.False(entries[0].TryGetProperty("owner", out _));
    }

    [Fact]
    public void What_is_gone_is_told_and_taken_out_on_request()
    {
        using var folder = new TemporaryFolder();
        string baseline = Path.Combine(folder.Path, "baseline.json");
        Run(LintFixture.Many(2), "--baseline", baseline, "--update-baseline");

        CommandResult gone = Run(LintFixture.Dangling, "--only", "NP3012", "--baseline", baseline);
        CommandResult pruned = Run(LintFixture.Dangling, "--only", "NP3012", "--baseline", baseline, "--prune-baseline");

        Assert.StartsWith($"{baseline}:5:22: note NP3012: the baseline lists a finding of NP2001 about `NetworkPolicy/shop/p000` (", gone.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NP3012", pruned.Output, StringComparison.Ordinal);
        Assert.Single(JsonDocument.Parse(File.ReadAllText(baseline)).RootElement.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public void That_something_is_gone_is_not_taken_in()
    {
        using var folder = new TemporaryFolder();
        string baseline = Path.Combine(folder.Path, "baseline.json");
        Run(LintFixture.Many(2), "--baseline", baseline, "--update-baseline");
        string before = File.ReadAllText(baseline);

        Run(LintFixture.Dangling, "--only", "NP3012", "--baseline", baseline, "--update-baseline");

        Assert.Equal(before, File.ReadAllText(baseline));
    }

    [Fact]
    public void Of_rules_that_do_not_run_nothing_is_taken_out()
    {
        using var folder = new TemporaryFolder();
        string baseline = Path.Combine(folder.Path, "baseline.json");
        Run(LintFixture.Dangling, "--baseline", baseline, "--update-baseline");
        string before = File.ReadAllText(baseline);

        Netpol.RunWithInput(LintFixture.Sound, "lint", "-", "--rule", "NP2001=off", "--baseline", baseline, "--prune-baseline", "--fail-on", "never");

        Assert.Equal(before, File.ReadAllText(baseline));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":2,"findings":[]}""")]
    [InlineData("""{"schemaVersion":1,"findings":[{"rule":"NP2001"}]}""")]
    [InlineData("""{"schemaVersion":1,"findings":[{"fingerprint":"x","rule":"NP2001","object":"","firstSeen":"soon"}]}""")]
    public void A_baseline_that_cannot_be_read_is_status_2(string text)
    {
        using var folder = new TemporaryFolder();

        CommandResult result = Run(LintFixture.Dangling, "--baseline", folder.Write("baseline.json", text));

        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.Contains("baseline", result.Error, StringComparison.Ordinal);
    }
}
