using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary><c>can --fix</c>.</summary>
public sealed class CanFixTests
{
    [Fact]
    public void The_policy_follows_the_answer_and_can_be_copied()
    {
        CommandResult result = Ask(Fixture.RedisFromFrontend, "shop/batch-1", "shop/redis-0", "--port", "6379", "--fix");

        Assert.Equal(1, result.Status);
        Assert.StartsWith("denied: shop/batch-1 -> shop/redis-0, TCP 6379\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            fix: the new NetworkPolicy/shop/allow-shop-batch-1-to-shop-redis-0-ingress allows it

                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: allow-shop-batch-1-to-shop-redis-0-ingress
                  namespace: shop
                spec:
                  podSelector:
                    matchLabels:
                      app: redis
                  policyTypes:
                  - Ingress
                  ingress:
                  - from:
                    - podSelector:
                        matchLabels:
                          app: batch
                    ports:
                    - protocol: TCP
                      port: 6379

            side effects: none

            """,
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Side_effects_are_named()
    {
        CommandResult result = Ask(Isolated, "shop/frontend-a", "shop/redis-0", "--port", "6379", "--fix");

        Assert.EndsWith(
            "side effects: 1 more pair changes\n  shop/frontend-b -> shop/redis-0: becomes allowed: TCP 6379\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_has_no_side_effects_on_itself()
    {
        CommandResult result = Ask(Isolated, "deploy/shop/frontend", "svc/shop/redis", "--port", "6379", "--fix");

        Assert.EndsWith("side effects: none\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_no_fix_a_sentence_says_why()
    {
        CommandResult result = Ask("", "shop/redis-0", "shop/redis-0", "--port", "6379", "--fix");

        Assert.EndsWith("no fix: policy does not apply to such traffic\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_it_under_fixes()
    {
        CommandResult result = Fixture.Ask(Isolated, "shop/frontend-a", "shop/redis-0", "--port", "6379", "--fix");

        using var document = JsonDocument.Parse(result.Output);
        JsonElement fix = Assert.Single(document.RootElement.GetProperty("fixes").EnumerateArray());
        Assert.Equal("allowed", fix.GetProperty("verdict").GetString());
        Assert.StartsWith("apiVersion: networking.k8s.io/v1\n", fix.GetProperty("yaml").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (fix.GetProperty("sideEffectsTotal").GetInt32(), fix.GetProperty("changedPairs").GetInt32()));
        JsonElement effect = Assert.Single(fix.GetProperty("sideEffects").EnumerateArray());
        Assert.Equal(("shop/frontend-b", "shop/redis-0", "TCP 6379"), (Text(effect, "from"), Text(effect, "to"), Text(effect, "witness")));
        Assert.Equal("6379", Assert.Single(effect.GetProperty("allowed").EnumerateArray()).GetProperty("ports").GetString());
    }

    [Fact]
    public void Json_says_why_there_is_none()
    {
        CommandResult result = Fixture.Ask("", "shop/redis-0", "shop/redis-0", "--fix");

        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(0, document.RootElement.GetProperty("fixes").GetArrayLength());
        Assert.Equal("policy does not apply to such traffic", Text(document.RootElement, "noFix"));
    }

    [Fact]
    public void Without_the_option_there_is_nothing_about_fixes()
    {
        CommandResult result = Fixture.Ask(Isolated, "shop/frontend-a", "shop/redis-0");

        Assert.DoesNotContain("fixes", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_not_for_many_questions()
    {
        CommandResult result = Netpol.RunWithInput("", "can", "--queries", "-", "--fix", "-f", "nowhere.yaml");

        Assert.Equal(2, result.Status);
        Assert.Contains("--fix is for one question", result.Error, StringComparison.Ordinal);
    }

    private const string Isolated = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: isolated, namespace: shop}
        spec: {podSelector: {matchLabels: {app: redis}}}

        """;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static CommandResult Ask(string policies, params string[] question) =>
        Netpol.RunWithInput(Fixture.Cluster + policies, ["can", .. question, "-f", "-"]);
}
