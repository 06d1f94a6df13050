using System.Globalization;
using System.Text.Json.Nodes;
using AspNetCore.Tests.Snapshots;
using Microsoft.Extensions.DependencyInjection;
using PolicyEngine.AspNetCore.Etcd;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Etcd;

/// <summary>Against a real server.</summary>
public sealed class EtcdSourceTests
{
    private const string Root = "/calico/resources/v3/projectcalico.org/";

    [EtcdFact]
    public async Task What_Calico_keeps_is_read_in_pages_and_followed()
    {
        await using EtcdServer etcd = await EtcdServer.StartNewAsync();
        await etcd.ChangeAsync([.. Enumerable.Range(0, 8).Select(number => Set($"s{number}"))]);
        await etcd.ChangeAsync(Workload("a"), Workload("b"), Policy("p"), ("/calico/ipam/v2/host/n1", "{}"), (Root + "clusterinformations/default", "{\"kind\":\"ClusterInformation\",\"apiVersion\":\"projectcalico.org/v3\",\"metadata\":{\"name\":\"default\"}}"));
        await using RunningHost host = await FollowAsync(etcd.Address);
        PublishedSnapshot first = await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        Assert.Equal((8, 2, 1), (first.Snapshot.Model.NetworkSets.Length, first.Snapshot.Model.Endpoints.Count, first.Snapshot.Model.Policies.Length));
        Assert.Empty(first.Diagnostics);

        await etcd.ChangeAsync(Set("s8"), (Workload("a").Key, null), (Root + "clusterinformations/default", null));
        PublishedSnapshot second = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.NetworkSets.Length == 9 && snapshots.Current.Snapshot.Model.Endpoints.Count == 1);
        Assert.Empty(second.Diagnostics);
        await etcd.ChangeAsync((Policy("p").Key, null));
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.IsEmpty);
    }

    [EtcdFact]
    public async Task Ten_thousand_changes_with_a_restart_in_the_middle_lose_nothing()
    {
        await using EtcdServer etcd = await EtcdServer.StartNewAsync();
        await using RunningHost host = await FollowAsync(etcd.Address);
        var random = new Random(4711);
        var there = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int change = 0; change < 10_000;)
        {
            var together = new Dictionary<string, string?>(StringComparer.Ordinal);
            for (int part = 0; part < 20; part++, change++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"s{random.Next(300)}");
                if (together.ContainsKey(Set(name).Key))
                {
                    continue;
                }

                bool goes = there.ContainsKey(name) && random.Next(3) == 0;
                together.Add(Set(name).Key, goes ? null : Set(name, change % 250).Value);
                if (goes)
                {
                    there.Remove(name);
                }
                else
                {
                    there[name] = change % 250;
                }
            }

            await etcd.ChangeAsync([.. together.Select(entry => (entry.Key, entry.Value))]);
            if (change == 5_000)
            {
                await etcd.KillAsync();
                await etcd.StartAsync();
            }

            if (change % 3_000 == 0)
            {
                await etcd.CompactAsync();
            }
        }

        there["last"] = 1;
        await etcd.ChangeAsync(Set("last", 1));
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.NetworkSets.Any(set => set.Name == "last"));
        Assert.Equal(
            there.Select(entry => $"{entry.Key} 10.0.{entry.Value}.0/24"),
            now.Snapshot.Model.NetworkSets.OrderBy(set => set.Name, StringComparer.Ordinal).Select(set => $"{set.Name} {set.Blocks[0]}"),
            StringComparer.Ordinal);
    }

    [EtcdFact]
    public async Task Revisions_that_are_compacted_while_the_server_cannot_be_reached_make_all_be_read_anew()
    {
        await using EtcdServer etcd = await EtcdServer.StartNewAsync();
        await etcd.ChangeAsync(Set("old"), Set("stays"));
        await using EtcdGate gate = EtcdGate.Open(etcd.Address);
        await using RunningHost host = await FollowAsync(gate.Address);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.NetworkSets.Length == 2);
        gate.Shut();
        await etcd.ChangeAsync((Set("old").Key, null), Set("new"));
        await etcd.ChangeAsync(Set("newer"));
        await etcd.CompactAsync();
        gate.Reopen();
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.NetworkSets.Length == 3);
        Assert.Equal(["new", "newer", "stays"], now.Snapshot.Model.NetworkSets.Select(set => set.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [EtcdFact]
    public async Task The_next_server_is_asked_when_one_fails()
    {
        await using EtcdServer etcd = await EtcdServer.StartNewAsync();
        await etcd.ChangeAsync(Set("s"));
        await using RunningHost host = await FollowAsync(new Uri("http://127.0.0.1:1"), etcd.Address);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.NetworkSets.Length == 1);
    }

    [EtcdFact]
    public async Task A_user_is_authenticated_and_again_when_the_token_is_void()
    {
        await using EtcdServer etcd = await EtcdServer.StartNewAsync();
        await etcd.ChangeAsync(Set("s"));
        await etcd.AskAsync("v3/auth/user/add", new JsonObject { ["name"] = "root", ["password"] = "secret" });
        await etcd.AskAsync("v3/auth/user/grant", new JsonObject { ["user"] = "root", ["role"] = "root" });
        await etcd.AskAsync("v3/auth/enable", []);
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "secret\n");
            await using RunningHost host = await FollowAsync(options => (options.UserName, options.PasswordFile) = ("root", file), etcd.Address);
            await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.NetworkSets.Length == 1);
            await etcd.KillAsync();
            await etcd.StartAsync();
            await etcd.LogInAsync("root", "secret");
            await etcd.ChangeAsync(Set("t"));
            await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.NetworkSets.Length == 2);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<RunningHost> FollowAsync(params Uri[] servers) => FollowAsync(_ => { }, servers);

    private static Task<RunningHost> FollowAsync(Action<EtcdOptions> configure, params Uri[] servers) => RunningHost.StartAsync(services =>
    {
        services.AddCalicoEtcdPolicies(options =>
        {
            foreach (Uri server in servers)
            {
                options.Servers.Add(server);
            }

            (options.PageSize, options.FirstPause, options.LongestPause) = (3, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200));
            configure(options);
        });
        services.Configure<SnapshotOptions>(options => options.StartTimeout = TimeSpan.Zero);
    });

    private static (string Key, string? Value) Set(string name, int number = 0) => (
        $"{Root}globalnetworksets/{name}", string.Create(CultureInfo.InvariantCulture, $$"""{"kind":"GlobalNetworkSet","apiVersion":"projectcalico.org/v3","metadata":{"name":"{{name}}"},"spec":{"nets":["10.0.{{number}}.0/24"]} }"""));

    private static (string Key, string? Value) Policy(string name) => (
        $"{Root}networkpolicies/shop/{name}", $$"""{"kind":"NetworkPolicy","apiVersion":"projectcalico.org/v3","metadata":{"name":"{{name}}","namespace":"shop"},"spec":{"selector":"all()"} }""");

    private static (string Key, string? Value) Workload(string pod) => (
        $"{Root}workloadendpoints/shop/n1-k8s-{pod}-eth0",
        $$"""{"kind":"WorkloadEndpoint","apiVersion":"projectcalico.org/v3","metadata":{"name":"n1-k8s-{{pod}}-eth0","namespace":"shop"},"spec":{"node":"n1","orchestrator":"k8s","pod":"{{pod}}","endpoint":"eth0","interfaceName":"cali{{pod}}","ipNetworks":["10.244.0.1/32"],"profiles":[]} }""");
}
