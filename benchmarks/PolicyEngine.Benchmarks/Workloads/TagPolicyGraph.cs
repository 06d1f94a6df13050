using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;

namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>
/// 250,200 endpoints and 10,000 policies, each of endpoints with a marker and letting in those with another: Calico's
/// <c>Snapshot200Local250kTotal10000TagPols</c>.
/// </summary>
internal static class TagPolicyGraph
{
    private const int Policies = 10_000;
    private const int Rules = 5;

    public static IEnumerable<JsonObject> Objects() => GraphPods.Objects(250_000).Concat(Enumerable.Range(0, Policies).Select(Policy));

    private static JsonObject Policy(int number)
    {
        JsonObject policy = PodGenerator.Resource(
            "projectcalico.org/v3", "GlobalNetworkPolicy", null, string.Create(CultureInfo.InvariantCulture, $"default.policy-{number}"));
        policy["spec"] = new JsonObject
        {
            ["selector"] = $"has({GraphPods.Marker(number)})",
            ["types"] = new JsonArray("Ingress"),
            ["ingress"] = new JsonArray([.. Enumerable.Range(0, Rules).Select(rule => Rule(GraphPods.Marker(number + rule)))]),
        };
        return policy;
    }

    private static JsonObject Rule(string marker) => new JsonObject { ["action"] = "Allow", ["source"] = new JsonObject { ["selector"] = $"has({marker})" } };
}
