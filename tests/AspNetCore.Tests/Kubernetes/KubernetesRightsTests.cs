using System.Text.Json.Nodes;
using AspNetCore.Tests.Snapshots;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Documents;

namespace AspNetCore.Tests.Kubernetes;

/// <summary>Kinds that an account may not read: those that decide verdicts are missed at once, those that show the network are done without.</summary>
public sealed class KubernetesRightsTests
{
    private const string Pods = "api/v1/pods";
    private const string Policies = "apis/networking.k8s.io/v1/networkpolicies";
    private const string Tiers = "apis/crd.projectcalico.org/v1/tiers";
    private const string ServedTiers = "apis/projectcalico.org/v3/tiers";
    private const string Blocks = "apis/crd.projectcalico.org/v1/ipamblocks";
    private const string ConfigMaps = "api/v1/configmaps";

    [Fact]
    public async Task A_kind_that_decides_verdicts_is_missed_with_the_rule_that_grants_it()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Policies);
        server.Forbid(Policies);
        await using RunningHost host = await FollowedCluster.StartAsync(server, patience: TimeSpan.FromHours(1));
        PublishedSnapshot none = await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        Assert.Equal("", none.RevisionId);
        Assert.Equal(
            "the account may not list networkpolicies.networking.k8s.io (HTTP 403): grant it a rule such as "
            + """{apiGroups: ["networking.k8s.io"], resources: [networkpolicies], verbs: [list, watch]}""",
            host.Snapshots.Status.Message);
        server.Permit(Policies);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Current);
    }

    [Fact]
    public async Task A_right_that_is_taken_away_leaves_the_last_good_snapshot_until_it_is_given_back()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Policies);
        server.Put(Pods, "shop/p", FollowedCluster.Pod("a"));
        await using RunningHost host = await FollowedCluster.StartAsync(server, patience: TimeSpan.FromHours(1));
        PublishedSnapshot first = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 1);
        server.Forbid(Pods);
        server.EndWatches();
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        Assert.Same(first, host.Snapshots.Current);
        Assert.Contains("may not", host.Snapshots.Status.Message, StringComparison.Ordinal);
        server.Put(Pods, "shop/q", FollowedCluster.Pod("a"));
        server.Permit(Pods);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2);
    }

    [Fact]
    public async Task A_kind_that_is_forbidden_and_that_the_server_does_not_have_is_not_missed()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Policies, Blocks);
        server.Forbid(Tiers);
        server.Forbid(ServedTiers);
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Current);
    }

    [Fact]
    public async Task What_is_stored_and_may_not_be_read_is_not_taken_from_where_less_of_it_may_be_shown()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Tiers, ServedTiers);
        server.Forbid(Tiers);
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        Assert.Contains("tiers.crd.projectcalico.org", host.Snapshots.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_shows_the_network_is_left_out_and_the_health_check_tells()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Blocks, ConfigMaps);
        server.Put(Pods, "shop/p", FollowedCluster.Pod("a"));
        server.Put(Blocks, "10-0-0-0-26", new JsonObject { ["spec"] = new JsonObject { ["cidr"] = "10.0.0.0/26" } });
        server.Forbid(Blocks);
        await using RunningHost host = await FollowedCluster.StartAsync(server, keepsDocuments: true);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Partial);
        Assert.Equal(["Pod"], KindsOf(host), StringComparer.Ordinal);
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(
            (HealthStatus.Degraded, "traces do without what the account may not list and watch: ipamblocks.crd.projectcalico.org"),
            (report.Status, report.Entries["policies"].Description));
        server.Permit(Blocks);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Current);
        Assert.Equal(["IPAMBlock", "Pod"], KindsOf(host), StringComparer.Ordinal);
        server.Forbid(Blocks);
        server.EndWatches();
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Partial);
        Assert.Equal(["Pod"], KindsOf(host), StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_shows_the_network_is_followed_where_documents_are_kept()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Blocks, ConfigMaps);
        server.Put(Blocks, "10-0-0-0-26", new JsonObject());
        server.Put(ConfigMaps, "kube-system/kube-proxy", new JsonObject());
        await using RunningHost host = await FollowedCluster.StartAsync(server, keepsDocuments: true);
        await host.WaitAsync(_ => KindsOf(host) is ["ConfigMap", "IPAMBlock"]);
        Assert.Contains(ConfigMaps + "?fieldSelector=metadata.name%3Dkube-proxy&limit=3", server.Requests, StringComparer.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.StartsWith(ConfigMaps + "?limit", StringComparison.Ordinal));
        server.Delete(Blocks, "10-0-0-0-26");
        server.Delete(ConfigMaps, "kube-system/kube-proxy");
        await host.WaitAsync(_ => KindsOf(host) is []);
    }

    [Fact]
    public async Task What_shows_the_network_is_not_asked_for_where_no_documents_are_kept()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Blocks);
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0 || snapshots.Status.Kind == SnapshotStatusKind.Current);
        Assert.DoesNotContain(server.Requests, request => request.StartsWith(Blocks, StringComparison.Ordinal) || request.StartsWith(ConfigMaps, StringComparison.Ordinal));
    }

    private static string[] KindsOf(RunningHost host) =>
        [.. host.Snapshots.Current.Snapshot.With([]).Documents.Select(document => ((ScalarNode)document["kind"]!).Text).Order(StringComparer.Ordinal)];
}
