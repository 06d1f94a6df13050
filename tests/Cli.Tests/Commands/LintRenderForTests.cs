namespace Cli.Tests.Commands;

/// <summary>What targets cannot say of policies, for targets that an option or the configuration names.</summary>
public sealed class LintRenderForTests
{
    private const string Documents = """
        apiVersion: v1
        kind: Pod
        metadata: {name: dra-0, namespace: core, labels: {app: dra}}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: dra, namespace: core}
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]
          ingress:
          - {from: [{ipBlock: {cidr: 10.1.0.0/16}}], ports: [{protocol: SCTP, port: 3868}]}

        """;

    private const string Found = "manifests.yaml:13:5: error NP8012: `ios`: SCTP ports cannot be given: traffic to them is dropped, for example `10.1.0.0` to `10.244.1.40`, sctp/3868";

    [Fact]
    public void Targets_of_the_option()
    {
        CommandResult result = Lint("--render-for", "ios,nftables");

        Assert.Equal((1, ""), (result.Status, result.Error));
        Assert.StartsWith(Found, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_of_the_configuration_unless_the_option_names_others()
    {
        using var folder = new TemporaryFolder();
        string configuration = folder.Write("netpol.yaml", "lint: {renderFor: [ios]}\n");

        Assert.StartsWith(Found, Lint("--config", configuration).Output, StringComparison.Ordinal);
        Assert.Equal(0, Lint("--config", configuration, "--render-for", "iptables").Status);
    }

    [Fact]
    public void Without_a_target_nothing_is_said() =>
        Assert.Contains("1 rule not run: the input has no targets that it is rendered for (1)", Lint().Output, StringComparison.Ordinal);

    [Fact]
    public void A_target_that_is_none_is_an_error()
    {
        using var folder = new TemporaryFolder();
        string configuration = folder.Write("netpol.yaml", "lint: {renderFor: [junos]}\n");

        CommandResult option = Lint("--render-for", "junos");
        CommandResult file = Lint("--config", configuration);

        Assert.Equal((2, 2), (option.Status, file.Status));
        Assert.Contains("--render-for: `junos` is none; there are iptables, nftables, ios, rfc8519, hns", option.Error, StringComparison.Ordinal);
        Assert.Contains("lint.renderFor: `junos` is none", file.Error, StringComparison.Ordinal);
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
    public void A_finding_without_a_place_is_written_in_every_form(string format)
    {
        string isolated = Documents[..Documents.IndexOf("  policyTypes", StringComparison.Ordinal)] + "  policyTypes: [Ingress]\n";

        CommandResult result = Netpol.RunWithInput(isolated, "lint", "-", "--only", "NP8015", "--render-for", "rfc8519", "--format", format);

        Assert.Equal((0, ""), (result.Status, result.Error));
        Assert.Contains("connections are not followed", result.Output, StringComparison.Ordinal);
    }

    private static CommandResult Lint(params string[] more) =>
        Netpol.RunWithInput(Documents, ["lint", "-", "--only", "NP8012", "--stdin-filename", "manifests.yaml", .. more]);
}
