using System.Globalization;
using System.Text.Json.Nodes;
using AspNetCore.Tests.Snapshots;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Kubernetes;

public sealed class KubernetesSourceTests
{
    private const string Pods = "api/v1/pods";
    private const string Policies = "apis/networking.k8s.io/v1/networkpolicies";
    private const string CalicoPolicies = "apis/crd.projectcalico.org/v1/networkpolicies";
    private const string CalicoApiPolicies = "apis/projectcalico.org/v3/networkpolicies";

    [Fact]
    public async Task A_cluster_is_listed_in_pages_and_objects_get_the_kind_that_lists_leave_out()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Policies);
        for (int pod = 0; pod < 7; pod++)
        {
            server.Put(Pods, $"shop/p{pod}", Pod("a"));
        }

        server.Put(Policies, "shop/closed", Policy());
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        Assert.Equal((7, 1), (now.Snapshot.Model.Endpoints.Count, now.Snapshot.Model.Policies.Length));
        Assert.Empty(now.Diagnostics);
        Assert.Equal(3, server.Requests.Count(request => request.StartsWith(Pods + "?limit=3", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_added_changed_and_deleted_is_followed()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Policies);
        server.Put(Pods, "shop/p", Pod("a"));
        server.Put(Policies, "shop/closed", Policy());
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 1);
        server.Put(Pods, "shop/q", Pod("b"));
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2);
        server.Put(Pods, "shop/q", Pod("c"));
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Any(pod => pod.Labels["app"] == "c"));
        server.Delete(Policies, "shop/closed");
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.IsEmpty);
        server.Delete(Pods, "shop/p");
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 1);
    }

    [Fact]
    public async Task Policies_of_one_name_and_different_groups_are_told_apart_when_one_is_deleted()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Policies, CalicoPolicies);
        server.Put(Policies, "shop/same", Policy());
        server.Put(CalicoPolicies, "shop/same", new JsonObject { ["apiVersion"] = "crd.projectcalico.org/v1", ["kind"] = "NetworkPolicy", ["spec"] = new JsonObject { ["selector"] = "all()" } });
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 2);
        server.Delete(CalicoPolicies, "shop/same");
        PublishedSnapshot left = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 1);
        Assert.Equal("NetworkPolicy/shop/same", left.Snapshot.Model.Policies[0].Name.ToString());
    }

    [Fact]
    public async Task Custom_resources_of_Calico_go_by_the_names_they_are_stored_under()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(CalicoPolicies);
        foreach (string name in (string[])["default.p", "default.q"])
        {
            server.Put(CalicoPolicies, $"shop/{name}", new JsonObject { ["apiVersion"] = "crd.projectcalico.org/v1", ["kind"] = "NetworkPolicy", ["spec"] = new JsonObject { ["tier"] = "default", ["selector"] = "all()" } });
        }

        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 2);
        server.Delete(CalicoPolicies, "shop/default.p");
        PublishedSnapshot left = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 1);
        Assert.Equal("q", left.Snapshot.Model.Policies[0].Name.Name);
    }

    [Fact]
    public async Task Calicos_own_API_is_asked_where_its_objects_are_no_custom_resources()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(CalicoApiPolicies);
        server.Put(CalicoApiPolicies, "shop/p", new JsonObject { ["spec"] = new JsonObject { ["selector"] = "all()" } });
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        Assert.Empty((await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 1)).Diagnostics);
    }

    [Fact]
    public async Task A_kind_that_the_server_gets_later_is_found()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        server.Put(Policies, "shop/closed", Policy());
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 1);
    }

    [Fact]
    public async Task Watches_that_are_cut_off_or_ended_go_on_where_they_were()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
        server.Put(Pods, "shop/p0", Pod("a"));
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 1);
        for (int round = 1; round <= 6; round++)
        {
            if (round % 2 == 0)
            {
                server.CutWatches();
            }
            else
            {
                server.EndWatches();
            }

            server.Put(Pods, $"shop/p{round}", Pod("a"));
            await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == round + 1);
        }

        Assert.Equal(1, server.Requests.Count(request => request.StartsWith(Pods + "?limit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_version_that_the_server_has_forgotten_makes_all_be_listed_anew_and_what_went_meanwhile_is_gone()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
        server.Put(Pods, "shop/old", Pod("a"));
        server.Put(Pods, "shop/stays", Pod("a"));
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2);
        server.Refuses = 503;
        server.CutWatches();
        server.Delete(Pods, "shop/old");
        server.Put(Pods, "shop/new", Pod("a"));
        server.Forget();
        server.Refuses = 0;
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Any(pod => pod.Name == "new"));
        Assert.Equal(["new", "stays"], now.Snapshot.Model.Endpoints.Select(pod => pod.Name), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_bookmark_is_where_the_next_watch_begins()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Policies);
        server.Put(Pods, "shop/p", Pod("a"));
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 1);
        server.Put(Policies, "shop/closed", Policy());
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 1);
        server.Bookmark();
        server.Put(Pods, "shop/q", Pod("a"));
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2);
        server.EndWatches();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!server.Requests.Any(request => request.StartsWith(Policies + "?watch", StringComparison.Ordinal) && request.Contains("resourceVersion=102", StringComparison.Ordinal)))
        {
            await Task.Delay(5, patience.Token);
        }
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"STRANGE","object":{}}""")]
    [InlineData("""{"type":"ERROR","object":{"code":500,"message":"etcd is gone"}}""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":null}}""")]
    public async Task What_is_no_event_does_not_end_the_following(string line)
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
        server.Put(Pods, "shop/p", Pod("a"));
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 1);
        server.SendToWatches(line);
        server.Put(Pods, "shop/q", Pod("a"));
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2);
    }

    [Fact]
    public async Task A_server_that_refuses_for_too_long_makes_the_source_fail_and_it_recovers_with_the_server()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
        server.Put(Pods, "shop/p", Pod("a"));
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        PublishedSnapshot first = await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        server.Refuses = 500;
        server.CutWatches();
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        Assert.Same(first, host.Snapshots.Current);
        server.Refuses = 0;
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Current);
    }

    [Fact]
    public async Task The_token_is_read_anew_for_each_request()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "first\n");
            await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
            server.Token = "first";
            server.Put(Pods, "shop/p", Pod("a"));
            await using RunningHost host = await FollowedCluster.StartAsync(server, file);
            await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 1);
            await File.WriteAllTextAsync(file, "second\n");
            server.Token = "second";
            server.EndWatches();
            server.Put(Pods, "shop/q", Pod("a"));
            await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Ten_thousand_changes_with_watches_cut_off_all_the_time_lose_nothing()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods, Policies);
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        var random = new Random(4711);
        var there = new HashSet<string>(StringComparer.Ordinal);
        for (int change = 0; change < 10_000; change++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"shop/p{random.Next(200)}");
            if (there.Contains(name) && random.Next(3) == 0)
            {
                server.Delete(Pods, name);
                there.Remove(name);
            }
            else
            {
                server.Put(Pods, name, Pod(string.Create(CultureInfo.InvariantCulture, $"v{change}")));
                there.Add(name);
            }

            if (change % 500 == 0)
            {
                server.CutWatches();
                await Task.Delay(5);
            }

            if (change % 1_700 == 0)
            {
                server.Forget();
            }
        }

        server.Put(Pods, "shop/last", Pod("last"));
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Any(pod => pod.Name == "last") && snapshots.Current.Snapshot.Model.Endpoints.Count == there.Count + 1);
        Assert.Equal(there.Append("shop/last").Order(StringComparer.Ordinal), now.Snapshot.Model.Endpoints.Select(pod => pod.ToString()), StringComparer.Ordinal);
    }

    private static JsonObject Pod(string app) => FollowedCluster.Pod(app);

    private static JsonObject Policy() => new() { ["spec"] = new JsonObject { ["podSelector"] = new JsonObject() } };
}
