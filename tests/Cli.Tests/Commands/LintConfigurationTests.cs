namespace Cli.Tests.Commands;

/// <summary>What <c>netpol.yaml</c> says holds where the command line says nothing.</summary>
public sealed class LintConfigurationTests
{
    [Fact]
    public void It_names_inputs_threshold_and_severities()
    {
        using var folder = new TemporaryFolder();
        folder.Write("manifests/all.yaml", LintFixture.Dangling);
        string configuration = folder.Write("netpol.yaml", """
            inputs: [manifests]
            lint:
              failOn: warning
              rules: {NP2001: warning}
            """);

        CommandResult result = Netpol.Run("lint", "--config", configuration, "--only", LintFixture.Rule);

        Assert.Equal(1, result.Status);
        Assert.StartsWith(Path.Combine(folder.Path, "manifests/all.yaml:8:9: warning NP2001: "), result.Output, StringComparison.Ordinal);
        Assert.Equal(0, Netpol.Run("lint", "--config", configuration, "--only", LintFixture.Rule, "--fail-on", "error").Status);
    }

    [Fact]
    public void It_turns_rules_off_and_accepts_findings()
    {
        using var folder = new TemporaryFolder();
        string manifests = folder.Write("all.yaml", LintFixture.Dangling);
        string off = folder.Write("off.yml", "lint: {rules: {dangling-policy: off}}");
        string accepting = folder.Write("accepting.yml", """
            lint:
              suppressions:
              - {rule: NP2001, objects: NetworkPolicy/shop/*, reason: known, until: 9999-12-31}
            """);

        Assert.DoesNotContain("NP2001", Netpol.Run("lint", manifests, "--config", off).Output, StringComparison.Ordinal);
        Assert.Contains("0 warnings, 0 notes (1 suppressed)", Netpol.Run("lint", manifests, "--config", accepting, "--only", "NP2001").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_found_in_the_working_directory_and_is_no_input()
    {
        using var folder = new TemporaryFolder();
        folder.Write("all.yaml", LintFixture.Dangling);
        folder.Write("netpol.yaml", "inputs: ['.']\nlint: {failOn: warning}\n");
        CommandResult before = Netpol.RunProcessIn(folder.Path, "", "lint", "--only", LintFixture.Rule);

        folder.Write("netpol.yaml", "inputs: ['.']\nlint: {failOn: warning, baseline: known.json}\n");
        CommandResult update = Netpol.RunProcessIn(folder.Path, "", "lint", "--only", LintFixture.Rule, "--update-baseline");
        CommandResult after = Netpol.RunProcessIn(folder.Path, "", "lint", "--only", LintFixture.Rule);

        Assert.Equal((1, ""), (before.Status, before.Error));
        Assert.Equal((0, ""), (update.Status, update.Error));
        Assert.Equal((0, ""), (after.Status, after.Error));
        Assert.True(File.Exists(Path.Combine(folder.Path, "known.json")));
    }

    [Fact]
    public void It_holds_for_every_command_that_reads_a_cluster()
    {
        using var folder = new TemporaryFolder();
        folder.Write("all.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: a}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: b}}\n");
        string configuration = folder.Write("config/netpol.yaml", "inputs: [../all.yaml]\nnamespace: team\nprofile: kubernetes\n");

        Assert.Equal(0, Netpol.Run("can", "team/a", "b", "--port", "80", "--config", configuration).Status);
        Assert.Equal(0, Netpol.Run("show", "a", "--config", configuration).Status);
        Assert.Equal(0, Netpol.Run("matrix", "--config", configuration).Status);
    }

    [Fact]
    public void What_means_nothing_is_status_2_with_place_and_nearest_name()
    {
        using var folder = new TemporaryFolder();
        string configuration = folder.Write("netpol.yaml", "lint:\n  failsOn: error\n  rules:\n    NP2001: fatal\n    dangling-polcy: off\n");

        CommandResult result = Netpol.Run("lint", "samples/redis", "--config", configuration);

        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.Contains($"{configuration}:2:3: error PE4001: there is no setting `lint.failsOn`\n  hint: did you mean `failOn`?", result.Error, StringComparison.Ordinal);
        Assert.Contains($"{configuration}:4:13: error PE4002: `lint.rules.NP2001` is `fatal`, expected one of off, note, warning, error\n", result.Error, StringComparison.Ordinal);
        Assert.Contains($"{configuration}:5:5: error PE4001: there is no rule `dangling-polcy`\n  hint: did you mean `dangling-policy`?\n", result.Error, StringComparison.Ordinal);
    }
}
