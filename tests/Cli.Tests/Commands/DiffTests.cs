using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>What two sets of input allow differently.</summary>
public sealed class DiffTests
{
    private static readonly string s_redis = Path.Combine("samples", "redis");

    [Fact]
    public void The_same_input_twice_differs_in_nothing()
    {
        CommandResult result = Netpol.Run("diff", s_redis, s_redis);
        Assert.Equal((0, "nothing changes\n"), (result.Status, result.Output));
        Assert.Equal("[]\n", Netpol.Run("diff", s_redis, s_redis, "--format", "json").Output);
    }

    [Fact]
    public void What_a_policy_closed_is_opened_without_it()
    {
        CommandResult result = Netpol.Run("diff", "-f", s_redis, "--without", "networkpolicy/shop/redis-from-frontend", "--from", "ns/dev");
        Assert.Equal((1, ""), (result.Status, result.Error));
        Assert.Equal(
            """
            NetworkPolicy/shop/redis-from-frontend is gone:
              added    dev/tool-0 -> shop/redis-0: any
                       such as dev/tool-0 -> shop/redis-0 tcp/1
                         before denied: NetworkPolicy/shop/redis-from-frontend isolates the ingress of the destination and no rule names the other side
                         now allowed: no policy governs the ingress of the destination
            1 change

            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    [Fact]
    public void Json_has_the_change_a_witness_and_what_decided_on_either_side()
    {
        JsonElement change = Netpol.Run("diff", "-f", s_redis, "--without", "networkpolicy/shop/redis-from-frontend", "--from", "ns/dev", "--format", "json").Json[0];
        Assert.StartsWith("""{"change":"added","from":"dev/tool-0","to":"shop/redis-0","old":[],"new":[{"protocol":"any"}],""", Compact(change), StringComparison.Ordinal);
        Assert.Equal("""{"from":"dev/tool-0","to":"shop/redis-0","protocol":"TCP","port":1}""", Compact(change.GetProperty("witness")));
        Assert.Equal("denied", change.GetProperty("decidedBy").GetProperty("old").GetProperty("verdict").GetString());
        Assert.Equal("INGRESS_NOT_ISOLATED", change.GetProperty("decidedBy").GetProperty("new").GetProperty("ingress").GetProperty("reason").GetString());
        Assert.Equal("""[{"cause":"policy-removed","name":"NetworkPolicy/shop/redis-from-frontend"}]""", Compact(change.GetProperty("causes")));
    }

    [Theory]
    [InlineData("diff", "samples/redis")]
    [InlineData("diff", "-f", "samples/redis")]
    [InlineData("diff", "samples/redis", "samples/redis", "-f", "samples/redis")]
    [InlineData("diff", "samples/redis", "nowhere")]
    [InlineData("diff", "samples/redis", "samples/redis", "--from", "shop/nobody")]
    public void What_cannot_be_compared_is_an_error(params string[] command) => Assert.Equal(2, Netpol.Run(command).Status);

    [Fact]
    public void A_port_that_only_one_side_calls_so_is_a_difference()
    {
        const string named = """
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
            spec: {containers: [{name: redis, ports: [{name: admin, containerPort: 6379}]}]}
            """;
        using var folder = new TemporaryFolder();
        CommandResult result = Netpol.Run("diff", "-f", s_redis, "--whatif", folder.Write("named.yaml", named), "--port", "admin", "--from", "ns/shop", "--format", "json");
        Assert.Equal((1, ""), (result.Status, result.Error));
        Assert.All(result.Json.EnumerateArray(), change => Assert.Equal("shop/redis-0", change.GetProperty("to").GetString()));
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
