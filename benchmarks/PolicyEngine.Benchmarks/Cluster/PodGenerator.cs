using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>The namespaces and pods of a cluster.</summary>
internal static class PodGenerator
{
    private static readonly string[] s_environments = ["prod", "staging", "dev", "qa"];
    private static readonly string[] s_tiers = ["web", "api", "data"];

    public static string NamespaceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"ns-{index:D4}");

    public static string App(int index) => string.Create(CultureInfo.InvariantCulture, $"app-{index % ClusterSize.AppsPerNamespace}");

    public static string Tier(int index) => s_tiers[index % s_tiers.Length];

    public static string Team(int index) => string.Create(CultureInfo.InvariantCulture, $"team-{index % 40}");

    public static string Environment(int index) => s_environments[index % s_environments.Length];

    public static string NameOf(int pod) =>
        string.Create(CultureInfo.InvariantCulture, $"{App(pod)}-{pod / ClusterSize.AppsPerNamespace:D5}");

    public static IEnumerable<JsonObject> Namespaces(ClusterSize size)
    {
        for (int index = 0; index < size.Namespaces; index++)
        {
            yield return Resource("v1", "Namespace", null, NamespaceOf(index), new JsonObject
            {
                ["kubernetes.io/metadata.name"] = NamespaceOf(index),
                ["team"] = Team(index / 4),
                ["env"] = Environment(index),
            });
        }
    }

    /// <summary>Pods spread evenly over the namespaces, one address each from 10.0.0.1 on.</summary>
    public static IEnumerable<JsonObject> Pods(ClusterSize size)
    {
        int each = size.Pods / size.Namespaces;
        for (int index = 0; index < size.Pods; index++)
        {
            yield return Pod(size, NamespaceOf(index / each), index % each, index);
        }
    }

    public static JsonObject Resource(string version, string kind, string? @namespace, string name, JsonObject? labels = null)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null)
        {
            metadata["namespace"] = @namespace;
        }

        if (labels is not null)
        {
            metadata["labels"] = labels;
        }

        return new JsonObject { ["apiVersion"] = version, ["kind"] = kind, ["metadata"] = metadata };
    }

    private static JsonObject Pod(ClusterSize size, string @namespace, int indexInNamespace, int index)
    {
        int app = indexInNamespace % ClusterSize.AppsPerNamespace;
        JsonObject pod = Resource("v1", "Pod", @namespace, NameOf(indexInNamespace), new JsonObject
        {
            ["app"] = App(app),
            ["tier"] = Tier(app),
            ["version"] = app % 2 == 0 ? "v1" : "v2",
        });
        pod["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "StatefulSet", ["name"] = App(app), ["controller"] = true });
        pod["spec"] = new JsonObject
        {
            ["nodeName"] = NodeGenerator.NameOf(index % size.Nodes),
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "main",
                ["image"] = "registry.example.com/team/" + App(app) + ":1.0",
                ["ports"] = new JsonArray(Port("http", 8080 + (app % 2)), Port("metrics", 9090)),
            }),
        };
        int address = index + 1;
        pod["status"] = new JsonObject
        {
            ["phase"] = "Running",
            ["podIP"] = string.Create(CultureInfo.InvariantCulture, $"10.{address >> 16}.{(address >> 8) & 255}.{address & 255}"),
        };
        return pod;
    }

    private static JsonObject Port(string name, int number) => new() { ["name"] = name, ["containerPort"] = number, ["protocol"] = "TCP" };
}
