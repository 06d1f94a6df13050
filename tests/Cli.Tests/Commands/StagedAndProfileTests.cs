using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>What staged policies would change is told beside the verdict, and the profile is the one asked for.</summary>
public sealed class StagedAndProfileTests
{
    private const string StagedDeny = """
        ---
        apiVersion: projectcalico.org/v3
        kind: StagedGlobalNetworkPolicy
        metadata: {name: default-deny}
        spec: {selector: all(), types: [Ingress]}

        """;

    private const string Tie = """
        ---
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: a}
        spec: {tier: Admin, priority: 10, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {}}]}]}
        ---
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: b}
        spec: {tier: Admin, priority: 10, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}

        """;

    private static CommandResult Can(string policies, params string[] args) =>
        Netpol.RunWithInput(Fixture.Cluster + policies, ["can", "shop/frontend-a", "shop/redis-0", "--port", "6379", "-f", "-", .. args]);

    [Fact]
    public void The_status_is_that_of_the_enforced_policies_and_the_text_tells_what_would_change()
    {
        CommandResult result = Can(StagedDeny);

        Assert.Equal(0, result.Status);
        Assert.StartsWith("allowed: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("  once staged policies are applied: denied\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("StagedGlobalNetworkPolicy/default-deny", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_pending_verdict_with_both_halves()
    {
        JsonElement pending = Can(StagedDeny, "--format", "json").Json.GetProperty("pending");

        Assert.Equal("denied", pending.GetProperty("verdict").GetString());
        Assert.Equal("EGRESS_NOT_ISOLATED", pending.GetProperty("egress").GetProperty("reason").GetString());
        Assert.Equal("TIER_DEFAULT_DENY", pending.GetProperty("ingress").GetProperty("reason").GetString());
    }

    [Fact]
    public void Without_staged_policies_nothing_is_said_of_them()
    {
        Assert.DoesNotContain("staged", Can("").Output, StringComparison.Ordinal);
        Assert.False(Can("", "--format", "json").Json.TryGetProperty("pending", out _));
    }

    [Fact]
    public void A_tie_is_ambiguous_under_the_kubernetes_profile_with_both_decisions_and_status_3()
    {
        CommandResult result = Can(Tie, "--profile", "kubernetes", "--format", "json");

        Assert.Equal(3, result.Status);
        Assert.Equal("ambiguous", result.Json.GetProperty("verdict").GetString());
        Assert.Equal("kubernetes", result.Json.GetProperty("profile").GetString());
        JsonElement ingress = result.Json.GetProperty("ingress");
        Assert.Equal("PRIORITY_TIE", ingress.GetProperty("reason").GetString());
        Assert.Equal(
            ["ClusterNetworkPolicy/a", "ClusterNetworkPolicy/b"],
            ingress.GetProperty("decidedBy").GetProperty("alternatives").EnumerateArray().Select(each => each.GetProperty("decidedBy").GetProperty("policy").GetString()),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Calico_goes_by_name() => Assert.Equal(0, Can(Tie).Status);

    [Fact]
    public void A_profile_that_does_not_exist_is_an_error_of_the_command_line() => Assert.Equal(2, Can("", "--profile", "cilium").Status);
}
