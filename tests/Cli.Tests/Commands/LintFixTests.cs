namespace Cli.Tests.Commands;

/// <summary>Fixes are carried out on request only.</summary>
public sealed class LintFixTests
{
    [Fact]
    public void Files_are_written_with_fix_alone()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("policies.yaml", LintFixture.Many(2));

        CommandResult report = LintFixture.RunMarking("lint", file);
        CommandResult dry = LintFixture.RunMarking("lint", file, "--fix", "--dry-run", "--fail-on", "warning");
        string between = File.ReadAllText(file);
        CommandResult done = LintFixture.RunMarking("lint", file, "--fix", "--fail-on", "warning");

        Assert.Contains("  fix: mark it (--fix)\n", report.Output, StringComparison.Ordinal);
        Assert.Equal(LintFixture.Many(2), between);
        Assert.Equal(1, dry.Status);
        Assert.Equal((0, "netpol: 2 findings mended in 1 file\n"), (done.Status, done.Error));
        Assert.Equal(LintFixture.Many(2).Replace("apiVersion: networking", "# marked\napiVersion: networking", StringComparison.Ordinal), File.ReadAllText(file));
    }

    [Fact]
    public void A_dry_run_prints_a_patch()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("policies.yaml", LintFixture.Dangling);

        Assert.Equal(
            $"""
            --- a/{file}
            +++ b/{file}
            @@ -2,6 +2,7 @@
             kind: Pod
             metadata: {LeftBrace}name: web-0, namespace: shop, labels: {LeftBrace}app: web{RightBrace}{RightBrace}
             ---
            +# marked
             apiVersion: networking.k8s.io/v1
             kind: NetworkPolicy
             metadata:

            """,
            LintFixture.RunMarking("lint", file, "--fix", "--dry-run").Output);
    }

    [Theory]
    [InlineData("--fix")]
    [InlineData("--fix-suggested")]
    public void A_dry_run_tells_that_there_is_nothing_to_do(string fix)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("pods.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}}\n");

        Assert.Equal(new CommandResult(0, "", "netpol: no fix to carry out\n"), Netpol.Run("lint", file, fix, "--dry-run"));
    }

    [Fact]
    public void Line_ends_and_byte_order_mark_stay()
    {
        using var folder = new TemporaryFolder();
        string text = "\uFEFF" + LintFixture.Dangling.Replace("\n", "\r\n", StringComparison.Ordinal);
        string file = folder.Write("policies.yaml", text);

        LintFixture.RunMarking("lint", file, "--fix");

        Assert.Equal(text.Replace("apiVersion: networking", "# marked\napiVersion: networking", StringComparison.Ordinal), System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Fixes_that_change_what_is_allowed_are_carried_out_where_that_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("policies.yaml", Split);
        string[] lint = ["lint", file, "--only", "NP2004,NP1015", "--fail-on", "warning"];
        const string Left = "netpol: 1 fix that changes what is allowed left out (NP2004); --fix-suggested carries it out\n";

        CommandResult dry = Netpol.Run([.. lint, "--fix", "--dry-run"]);
        CommandResult safe = Netpol.Run([.. lint, "--fix"]);
        string between = File.ReadAllText(file);
        CommandResult dryWithAll = Netpol.Run([.. lint, "--fix-suggested", "--dry-run"]);
        CommandResult all = Netpol.Run([.. lint, "--fix-suggested"]);

        Assert.Equal((1, Left), (dry.Status, dry.Error));
        Assert.DoesNotContain("podSelector", string.Concat(Changed(dry)), StringComparison.Ordinal);
        Assert.Equal((1, "netpol: 1 finding mended in 1 file\n" + Left), (safe.Status, safe.Error));
        Assert.Contains("  fix: make the two selectors one peer (--fix-suggested; changes what is allowed)\n", safe.Output, StringComparison.Ordinal);
        Assert.Equal(Split.Replace("\"80\"", "80", StringComparison.Ordinal), between);
        Assert.Contains("podSelector", string.Concat(Changed(dryWithAll)), StringComparison.Ordinal);
        Assert.Equal((0, "netpol: 1 finding mended in 1 file\n"), (all.Status, all.Error));
        Assert.Equal(between.Replace("- podSelector", "  podSelector", StringComparison.Ordinal), File.ReadAllText(file));

        static IEnumerable<string> Changed(CommandResult patch) => patch.Output.Split('\n').Where(line => line.StartsWith('+'));
    }

    [Theory]
    [InlineData("{\n", "PE1001")]
    [InlineData("kind: Pod\n", "PE1003")]
    public void A_file_that_would_have_new_errors_stays_as_it_is(string mark, string code)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("policies.yaml", LintFixture.Dangling);

        CommandResult dry = LintFixture.RunMarkingWith(mark, "lint", file, "--fix", "--dry-run", "--fail-on", "warning");
        CommandResult done = LintFixture.RunMarkingWith(mark, "lint", file, "--fix", "--fail-on", "warning");

        Assert.Equal((1, 1, ""), (dry.Status, done.Status, dry.Output));
        Assert.StartsWith($"netpol: `{file}` stays as it is: fixed it would have a new error: {file}:", done.Error, StringComparison.Ordinal);
        Assert.Contains(code, done.Error, StringComparison.Ordinal);
        Assert.EndsWith("netpol: 0 findings mended in 0 files\n", done.Error, StringComparison.Ordinal);
        Assert.Contains("XX0001", done.Output, StringComparison.Ordinal);
        Assert.Equal(LintFixture.Dangling, File.ReadAllText(file));
    }

    [Fact]
    public void All_of_many_findings_are_mended_although_not_all_are_told()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("policies.yaml", Split.Replace("port: \"80\"", string.Join("}, {", Enumerable.Repeat("port: \"80\"", 500)), StringComparison.Ordinal));

        CommandResult done = Netpol.Run("lint", file, "--only", "NP1015", "--fix");

        Assert.DoesNotContain("stays as it is", done.Error, StringComparison.Ordinal);
        Assert.Contains("port: 80", File.ReadAllText(file), StringComparison.Ordinal);
    }

    private const string Split = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec:
          podSelector: {}
          ingress:
          - ports: [{port: "80"}]
            from:
            - namespaceSelector: {matchLabels: {role: ops}}
            - podSelector: {matchLabels: {app: prometheus}}

        """;

    private const string LeftBrace = "{";
    private const string RightBrace = "}";
}
