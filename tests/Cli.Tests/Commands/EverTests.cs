namespace Cli.Tests.Commands;

/// <summary><c>netpol ever</c>, and the questions of <c>netpol selector</c> about everything there could be.</summary>
public sealed class EverTests
{
    private static CommandResult Ever(params string[] args) =>
        Netpol.RunWithInput(Fixture.Cluster + Fixture.RedisFromFrontend, ["ever", .. args, "-f", "-"]);

    [Fact]
    public void Never_has_exit_status_1()
    {
        CommandResult result = Ever("pods:app != 'frontend'", "svc/shop/redis", "--port", "6379");

        Assert.Equal(1, result.Status);
        Assert.StartsWith("never: no pod could, whatever labels it bears", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_that_could_is_shown_with_what_decides()
    {
        CommandResult text = Ever("pods:all()", "shop/redis-0", "--port", "6379", "--in", "env == 'prod'");
        CommandResult json = Ever("pods:all()", "shop/redis-0", "--port", "6379", "--format", "json");

        Assert.Equal(0, text.Status);
        Assert.StartsWith("yes: a pod with app=frontend in namespace `shop`, as service account `default`\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("redis-from-frontend", text.Output, StringComparison.Ordinal);
        Assert.Equal("yes", json.Json.GetProperty("ever").GetString());
        Assert.Equal("frontend", json.Json.GetProperty("witness").GetProperty("labels").GetProperty("app").GetString());
        Assert.Equal("allowed", json.Json.GetProperty("evidence").GetProperty("verdict").GetString());
    }

    [Fact]
    public void The_pods_may_be_the_destination()
    {
        Assert.Equal(0, Ever("shop/web-0", "pods:app == 'x'", "--port", "80").Status);
        Assert.Equal(1, Ever("shop/web-0", "pods:app == 'redis'", "--port", "80", "--in", "kubernetes.io/metadata.name == 'shop'").Status);
    }

    [Theory]
    [InlineData("shop/web-0", "shop/redis-0")]
    [InlineData("pods:all()", "pods:all()")]
    [InlineData("pods:app ==", "shop/redis-0")]
    [InlineData("pods:all()", "shop/none")]
    public void A_wrong_question_has_exit_status_2(string from, string to) => Assert.Equal(2, Ever(from, to).Status);

    [Fact]
    public void Implication_shows_a_counterexample()
    {
        CommandResult yes = Netpol.Run("selector", "implies", "app == 'web' && tier == 'front'", "has(app)");
        CommandResult no = Netpol.Run("selector", "implies", "has(app)", "app == 'web'", "--format", "json");

        Assert.Equal((0, "yes\n"), (yes.Status, yes.Output));
        Assert.Equal(1, no.Status);
        Assert.Equal("no", no.Json.GetProperty("implies").GetString());
        Assert.NotEqual("web", no.Json.GetProperty("witness").GetProperty("app").GetString(), StringComparer.Ordinal);
    }

    [Fact]
    public void What_is_satisfiable_is_shown()
    {
        Assert.Equal((0, "yes\nmatched: app=web-\n"), (Netpol.Run("selector", "satisfiable", "app == 'web-'", "--any-text").Status, Netpol.Run("selector", "satisfiable", "app == 'web-'", "--any-text").Output));
        Assert.Equal((1, "no\n"), (Netpol.Run("selector", "satisfiable", "app == 'web-'").Status, Netpol.Run("selector", "satisfiable", "app == 'web-'").Output));
        Assert.Equal(2, Netpol.Run("selector", "satisfiable", "app ==").Status);
    }
}
