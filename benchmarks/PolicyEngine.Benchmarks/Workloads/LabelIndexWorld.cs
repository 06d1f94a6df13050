using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Selectors;

namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>
/// Selectors of which an endpoint meets one condition of each and both conditions of one: Calico's <c>WorkloadUpdate…Sels</c>.
/// As a cluster, each is the source of a policy.
/// </summary>
internal static class LabelIndexWorld
{
    public static LabelSet Labels { get; } = LabelSet.Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["alpha"] = "beta", ["ipset-1"] = "true" });

    public static Selector[] Selectors(int count) => [.. Enumerable.Range(0, count).Select(number => Selector.Parse(Text(number)))];

    public static IEnumerable<JsonObject> Objects(int count) =>
        Enumerable.Range(0, count).Select(Policy).Prepend(PodGenerator.Resource("v1", "Namespace", null, "default"));

    /// <summary>An endpoint that is added.</summary>
    public static JsonObject Pod(int number) => GraphPods.Pod(
        "default",
        string.Create(CultureInfo.InvariantCulture, $"pod-{number}"),
        new JsonObject(Labels.Select(label => KeyValuePair.Create<string, JsonNode?>(label.Key, label.Value))),
        number + 1,
        GraphPods.Local);

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"alpha == \"beta\" && has(ipset-{number})");

    private static JsonObject Policy(int number)
    {
        JsonObject policy = PodGenerator.Resource(
            "projectcalico.org/v3", "GlobalNetworkPolicy", null, string.Create(CultureInfo.InvariantCulture, $"default.policy-{number}"));
        policy["spec"] = new JsonObject
        {
            ["selector"] = "all()",
            ["types"] = new JsonArray("Ingress"),
            ["ingress"] = new JsonArray(new JsonObject { ["action"] = "Allow", ["source"] = new JsonObject { ["selector"] = Text(number) } }),
        };
        return policy;
    }
}
