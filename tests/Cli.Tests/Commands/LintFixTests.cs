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

    [Fact]
    public void Line_ends_and_byte_order_mark_stay()
    {
        using var folder = new TemporaryFolder();
        string text = "\uFEFF" + LintFixture.Dangling.Replace("\n", "\r\n", StringComparison.Ordinal);
        string file = folder.Write("policies.yaml", text);

        LintFixture.RunMarking("lint", file, "--fix");

        Assert.Equal(text.Replace("apiVersion: networking", "# marked\napiVersion: networking", StringComparison.Ordinal), System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(file)));
    }

    private const string LeftBrace = "{";
    private const string RightBrace = "}";
}
