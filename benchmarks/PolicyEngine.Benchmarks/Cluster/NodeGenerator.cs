using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>The nodes of a cluster.</summary>
internal static class NodeGenerator
{
    private const int Zones = 3;

    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"node-{index:D4}");

    /// <summary>One address each from 172.16.0.1 on.</summary>
    public static string AddressOf(int index) => string.Create(CultureInfo.InvariantCulture, $"172.{16 + ((index + 1) >> 16)}.{((index + 1) >> 8) & 255}.{(index + 1) & 255}");

    public static IEnumerable<JsonObject> Nodes(ClusterSize size) => Enumerable.Range(0, size.Nodes).Select(Node);

    private static JsonObject Node(int index)
    {
        JsonObject node = PodGenerator.Resource("v1", "Node", null, NameOf(index), new JsonObject
        {
            ["kubernetes.io/hostname"] = NameOf(index),
            ["topology.kubernetes.io/zone"] = string.Create(CultureInfo.InvariantCulture, $"zone-{index % Zones}"),
        });
        node["status"] = new JsonObject
        {
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = AddressOf(index) },
                new JsonObject { ["type"] = "Hostname", ["address"] = NameOf(index) }),
        };
        return node;
    }
}
