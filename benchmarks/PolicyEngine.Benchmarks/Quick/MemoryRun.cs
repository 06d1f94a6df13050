using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Model;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>What loaded objects hold in memory, each kind by itself: what one more of it costs.</summary>
internal static class MemoryRun
{
    public static void Run()
    {
        long nodes = Held(new ClusterSize("nodes", 5_000, 1, 0, 0), out PolicySnapshot onlyNodes);
        long none = Held(new ClusterSize("namespaces", 5_000, 2_000, 0, 0), out PolicySnapshot nothing);
        Line("node", nodes, onlyNodes.Model.Nodes.Length);
        Line("namespace", none - nodes, nothing.Model.Namespaces.Length);
        long withPods = Held(new ClusterSize("pods", 5_000, 2_000, 100_000, 0), out PolicySnapshot pods);
        Line("pod", withPods - none, pods.Model.Endpoints.Count);
        long asked = HeldOnceAsked(pods);
        Line("pod, once asked about", asked, pods.Model.Endpoints.Count);
        long withPolicies = Held(new ClusterSize("policies", 5_000, 2_000, 0, 10_000), out PolicySnapshot policies);
        Line("policy", withPolicies - none, policies.Model.Policies.Length);
        Line("rule", withPolicies - none, policies.Model.Policies.Sum(policy => policy.Ingress.Length + policy.Egress.Length));
        long withSets = Held(Sets(50_000), out PolicySnapshot sets);
        Line("CIDR of a network set", withSets, sets.Model.NetworkSets.Sum(set => set.Blocks.Length));
        GC.KeepAlive((onlyNodes, nothing, pods, policies, sets));
    }

    private static long Held(ClusterSize size, out PolicySnapshot snapshot) => Held(Clusters.Json(size), out snapshot);

    private static long Held(byte[] json, out PolicySnapshot snapshot)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        snapshot = Clusters.Load("memory.json", json);
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static long HeldOnceAsked(PolicySnapshot snapshot)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (Endpoint endpoint in snapshot.Model.Endpoints)
        {
            snapshot.PartiesOf(endpoint);
        }

        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static byte[] Sets(int count)
    {
        JsonObject set = PodGenerator.Resource("projectcalico.org/v3", "GlobalNetworkSet", null, "set", new JsonObject { ["x"] = "y" });
        set["spec"] = new JsonObject { ["nets"] = new JsonArray([.. Enumerable.Range(0, count).Select(net => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{11 + (net >> 16)}.{(net >> 8) & 255}.{net & 255}.0/25")))]) };
        return ClusterWriter.Json([set]);
    }

    private static void Line(string what, long bytes, int count) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44}{count,14} of them{(double)bytes / count,14:F0} B each"));
}
