using System.Text.Json;
using TestKit;

namespace Cli.Tests;

/// <summary>Manifests of real projects, as published.</summary>
public sealed class RealClusterTests
{
    private const string ArgoPolicy = "NetworkPolicy/argocd/argocd-redis-network-policy";

    [CorpusFact("real/argo-cd/install.yaml")]
    public void Argo_CD_lets_its_server_reach_redis_by_the_rule_that_says_so()
    {
        CommandResult result = AskArgo("deploy/argocd/argocd-server");

        Assert.Equal(0, result.Status);
        Assert.DoesNotContain(": error ", result.Error, StringComparison.Ordinal);
        JsonElement decider = result.Json.GetProperty("ingress").GetProperty("decidedBy");
        Assert.Equal(ArgoPolicy, decider.GetProperty("policy").GetString());
        Assert.Equal("ingress[0]", decider.GetProperty("rule").GetString());
        string[] lines = File.ReadAllLines(Corpus.PathOf("real", "argo-cd", "install.yaml"));
        int name = Array.IndexOf(lines, "  name: argocd-redis-network-policy");
        int rule = Array.FindIndex(lines, name, line => line.Trim() == "- from:");
        Assert.Equal(rule + 1, decider.GetProperty("line").GetInt32());
    }

    [CorpusFact("real/argo-cd/install.yaml")]
    public void Argo_CD_keeps_its_notifications_controller_from_redis()
    {
        CommandResult result = AskArgo("deploy/argocd/argocd-notifications-controller");

        Assert.Equal(1, result.Status);
        JsonElement ingress = result.Json.GetProperty("ingress");
        Assert.Equal("NO_RULE_MATCHES_PEER", ingress.GetProperty("reason").GetString());
        Assert.Equal(ArgoPolicy, ingress.GetProperty("decidedBy").GetProperty("policies")[0].GetProperty("policy").GetString());
    }

    [CorpusTheory("real/kube-prometheus")]
    [InlineData("deploy/monitoring/prometheus-operator", "deploy/monitoring/grafana", "3000", "NO_RULE_MATCHES_PEER")]
    [InlineData("deploy/monitoring/grafana", "deploy/monitoring/kube-state-metrics", "8443", "NO_RULE_MATCHES_PEER")]
    [InlineData("deploy/monitoring/grafana", "svc/monitoring/prometheus-adapter", "443", "ADMITTED_BY_RULE")]
    public void Kube_prometheus_admits_whom_its_policies_name(string from, string to, string port, string reason)
    {
        CommandResult result = Netpol.Run(
            "can", from, to, "--port", port, "-f", Corpus.PathOf("real", "kube-prometheus"), "-n", "monitoring", "--format", "json");

        Assert.DoesNotContain(": error ", result.Error, StringComparison.Ordinal);
        Assert.Equal(reason, result.Json.GetProperty("ingress").GetProperty("reason").GetString());
        Assert.Equal(reason == "ADMITTED_BY_RULE" ? 0 : 1, result.Status);
    }

    private static CommandResult AskArgo(string from) => Netpol.Run(
        "can", from, "svc/argocd/argocd-redis", "--port", "6379", "-n", "argocd", "-f", Corpus.PathOf("real", "argo-cd", "install.yaml"), "--format", "json");
}
