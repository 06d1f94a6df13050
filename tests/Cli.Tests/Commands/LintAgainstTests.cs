namespace Cli.Tests.Commands;

/// <summary>What is compared with an earlier state, and what must hold whatever the state is.</summary>
public sealed class LintAgainstTests
{
    private const string Before = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: redis, namespace: shop}
        spec: {selector: {matchLabels: {app: redis}}, template: {metadata: {labels: {app: redis}}, spec: {}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec: {podSelector: {matchLabels: {app: redis}}, policyTypes: [Ingress]}

        """;

    private static readonly string s_now = Before.Replace("labels: {app: redis}", "labels: {app: cache}", StringComparison.Ordinal);

    [Fact]
    public void Labels_that_open_a_workload_are_told_of()
    {
        using var folder = new TemporaryFolder();
        string before = folder.Write("before.yaml", Before);
        string now = folder.Write("now.yaml", s_now);

        CommandResult changed = Netpol.Run("lint", now, "--against", before, "--only", "NP4022", "--fail-on", "warning");

        Assert.Equal((1, ""), (changed.Status, changed.Error));
        Assert.StartsWith(
            $"{now}:3:18: warning NP4022: other labels of `Deployment/shop/redis` (pod label `app` was `redis`, is `cache`) let something pass that did not: ",
            changed.Output,
            StringComparison.Ordinal);
        Assert.Equal(0, Netpol.Run("lint", before, "--against", before, "--only", "NP4022,NP4023", "--fail-on", "note").Status);
        Assert.Contains("1 rule not run: the input has no earlier state to compare with (1)", Netpol.Run("lint", now, "--only", "NP4022").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_earlier_state_that_cannot_be_read_is_status_2()
    {
        using var folder = new TemporaryFolder();
        string now = folder.Write("now.yaml", s_now);

        Assert.Equal(2, Netpol.Run("lint", now, "--against", Path.Combine(folder.Path, "gone.yaml")).Status);
        Assert.Equal(2, Netpol.RunWithInput(Before, "lint", "-", "--against", "-").Status);
    }

    [Fact]
    public void An_assertion_that_does_not_hold_is_an_error_where_it_is_written()
    {
        using var folder = new TemporaryFolder();
        string now = folder.Write("now.yaml", s_now);
        string configuration = folder.Write("netpol.yaml", "lint:\n  assertions:\n  - {name: closed, from: external, to: deploy/shop/redis, expect: deny}\n");

        CommandResult result = Netpol.Run("lint", now, "--config", configuration, "--only", "NP4021");

        Assert.Equal((1, ""), (result.Status, result.Error));
        Assert.StartsWith($"{configuration}:3:5: error NP4021: assertion `closed` does not hold: ", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, Netpol.Run("lint", folder.Write("before.yaml", Before), "--config", configuration, "--only", "NP4021").Status);
    }

    [Fact]
    public void An_assertion_that_means_nothing_is_status_2()
    {
        using var folder = new TemporaryFolder();
        string configuration = folder.Write("netpol.yaml", "lint:\n  assertions:\n  - {from: external, to: deploy/shop/redis, expects: deny}\n");

        CommandResult result = Netpol.Run("lint", folder.Write("now.yaml", s_now), "--config", configuration);

        Assert.Equal(2, result.Status);
        Assert.Contains($"{configuration}:3:45: error PE7001: an expectation has no key `expects`", result.Error, StringComparison.Ordinal);
    }
}
