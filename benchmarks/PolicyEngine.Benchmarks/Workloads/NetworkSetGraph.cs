using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;

namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>
/// 10,200 endpoints, and network sets of 1 to 1,000 addresses, each let in everywhere by a policy of its own: Calico's
/// <c>Snapshot200Local10kTotal…NetsetPols</c>.
/// </summary>
internal static class NetworkSetGraph
{
    private const string Version = "projectcalico.org/v3";
    private static readonly int[] s_sizes = [1, 1, 1, 1, 2, 3, 4, 5, 100, 1000];

    public static IEnumerable<JsonObject> Objects(int sets) => GraphPods.Objects(10_000).Concat(Sets(sets)).Concat(Enumerable.Range(0, sets).Select(Policy));

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"network-set-{number}");

    private static IEnumerable<JsonObject> Sets(int count)
    {
        int address = 1;
        for (int number = 0; number < count; number++)
        {
            int size = s_sizes[number % s_sizes.Length];
            JsonObject set = PodGenerator.Resource(Version, "GlobalNetworkSet", null, Name(number), new JsonObject { ["network-set-name"] = Name(number) });
            set["spec"] = new JsonObject { ["nets"] = new JsonArray([.. Enumerable.Range(address, size).Select(one => (JsonNode)(GraphPods.Address(64, one) + "/32"))]) };
            address += size;
            yield return set;
        }
    }

    private static JsonObject Policy(int number)
    {
        JsonObject policy = PodGenerator.Resource(Version, "GlobalNetworkPolicy", null, string.Create(CultureInfo.InvariantCulture, $"default.policy-{number}"));
        policy["spec"] = JsonNode.Parse($$$"""
            {"selector": "all()", "types": ["Ingress"], "ingress": [{"action": "Allow", "source": {"selector": "network-set-name == '{{{Name(number)}}}'"}}]}
            """);
        return policy;
    }
}
