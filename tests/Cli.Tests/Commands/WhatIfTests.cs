using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>Questions about a cluster as it would be.</summary>
public sealed class WhatIfTests
{
    private const string Open = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis-from-frontend, namespace: shop}
        spec: {podSelector: {matchLabels: {app: redis}}, ingress: [{}]}
        """;

    [Fact]
    public void A_policy_laid_over_the_input_replaces_the_one_of_its_name()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("open.yaml", Open);
        Assert.Equal(1, Ask("shop/batch-1", "shop/redis-0", "--port", "6379").Status);
        Assert.Equal(0, Ask("shop/batch-1", "shop/redis-0", "--port", "6379", "--whatif", path).Status);
    }

    [Fact]
    public void The_verdict_without_the_change_is_told_beside()
    {
        string[] question = ["shop/batch-1", "shop/redis-0", "--port", "6379", "--without", "networkpolicy/shop/redis-from-frontend"];
        Assert.Contains("\n  without the change: denied\n", Ask(question).Output, StringComparison.Ordinal);
        Assert.Equal("denied", Ask([.. question, "--format", "json"]).Json.GetProperty("before").GetProperty("verdict").GetString());
        Assert.DoesNotContain("without the change", Ask("shop/batch-1", "shop/redis-0", "--port", "6379").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_was_nobody_to_ask_about_without_the_change_that_is_told()
    {
        using var folder = new TemporaryFolder();
        string pod = folder.Write("pod.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: new, namespace: shop, labels: {app: frontend}}}");
        string[] question = ["shop/new", "shop/redis-0", "--port", "6379", "--whatif", pod];
        Assert.Contains("  without the change: there is no ", Ask(question).Output, StringComparison.Ordinal);
        Assert.Equal("ENDPOINT_NOT_FOUND", Ask([.. question, "--format", "json"]).Json.GetProperty("before").GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void A_policy_may_be_left_out() =>
        Assert.Equal(0, Ask("shop/batch-1", "shop/redis-0", "--port", "6379", "--without", "networkpolicy/shop/redis-from-frontend").Status);

    [Fact]
    public void What_is_not_there_cannot_be_left_out()
    {
        CommandResult result = Ask("shop/batch-1", "shop/redis-0", "--port", "6379", "--without", "networkpolicy/shop/nothing");
        Assert.Equal(2, result.Status);
        Assert.Equal("netpol: there is no `networkpolicy/shop/nothing` to take away\n", result.Error);
    }

    [Fact]
    public void Nothing_to_lay_over_is_an_error()
    {
        using var folder = new TemporaryFolder();
        CommandResult result = Ask("shop/batch-1", "shop/redis-0", "--port", "6379", "--whatif", folder.Write("empty.yaml", ""));
        Assert.Equal(2, result.Status);
    }

    [Theory]
    [InlineData("labels:app=frontend@shop", 0)]
    [InlineData("labels:app=other@shop", 1)]
    [InlineData("labels:app=frontend@dev", 1)]
    public void A_pod_that_does_not_exist_yet_is_named_by_its_labels(string from, int status)
    {
        CommandResult result = Ask(from, "shop/redis-0", "--port", "6379");
        Assert.Equal(status, result.Status);
        Assert.Contains($"{from} -> shop/redis-0", result.Output, StringComparison.Ordinal);
        Assert.Equal(status, Ask(from, "shop/redis-0", "--port", "6379", "--explain").Status);
    }

    [Fact]
    public void Both_sides_may_not_exist_yet() =>
        Assert.Equal(0, Ask("labels:app=frontend@shop", "labels:app=redis@shop", "--port", "6379").Status);

    [Theory]
    [InlineData("labels:=x@shop")]
    [InlineData("labels:app@shop")]
    [InlineData("labels:app=a@")]
    [InlineData("labels:app=a@a/b")]
    public void A_wrong_list_of_labels_is_told_of(string from)
    {
        CommandResult result = Ask(from, "shop/redis-0", "--port", "6379", "--format", "json");
        Assert.Equal(2, result.Status);
        Assert.Equal("REFERENCE_INVALID", JsonDocument.Parse(result.Output).RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    private static CommandResult Ask(params string[] args) =>
        Netpol.RunWithInput(Fixture.Cluster + "\n---\n" + Fixture.RedisFromFrontend, ["can", .. args, "-f", "-"]);
}
