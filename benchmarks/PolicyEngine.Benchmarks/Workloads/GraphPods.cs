using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;

namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>
/// The endpoints that Calico's calculation graph is measured with: 100 namespaces, each endpoint with an address of its own,
/// labels that one in 10 to 40 has, and one marker of a list of 31 in which two stand twice.
/// </summary>
internal static class GraphPods
{
    public const string Local = "local";
    public const int Namespaces = 100;
    public const int LocalPods = 200;

    private const int Markers = 31;
    private static readonly int[] s_oneIn = [10, 11, 20, 30, 40];

    public static string Marker(int number) => string.Create(CultureInfo.InvariantCulture, $"marker-{(number % Markers) switch { 29 => 0, 30 => 1, var own => own }}");

    public static string NamespaceOf(int number) => string.Create(CultureInfo.InvariantCulture, $"namespace-{number % Namespaces}");

    /// <summary>The namespaces, pods on other nodes, and 200 on the node <see cref="Local"/>.</summary>
    public static IEnumerable<JsonObject> Objects(int remote)
    {
        for (int number = 0; number < Namespaces; number++)
        {
            yield return PodGenerator.Resource("v1", "Namespace", null, NamespaceOf(number));
        }

        for (int seed = 1; seed <= remote + LocalPods; seed++)
        {
            yield return Pod(seed, seed <= remote ? string.Create(CultureInfo.InvariantCulture, $"remote-{seed % 500}") : Local);
        }
    }

    private static JsonObject Pod(int seed, string node)
    {
        var labels = new JsonObject { [Marker(seed)] = "true" };
        foreach (int count in s_oneIn)
        {
            labels[string.Create(CultureInfo.InvariantCulture, $"one-in-{count}")] = string.Create(CultureInfo.InvariantCulture, $"value-{seed % count}");
        }

        return Pod(NamespaceOf(seed), string.Create(CultureInfo.InvariantCulture, $"pod-{seed}"), labels, seed, node);
    }

    public static JsonObject Pod(string @namespace, string name, JsonObject labels, int number, string node)
    {
        JsonObject pod = PodGenerator.Resource("v1", "Pod", @namespace, name, labels);
        pod["spec"] = new JsonObject { ["nodeName"] = node, ["containers"] = new JsonArray(new JsonObject { ["name"] = "c" }) };
        pod["status"] = new JsonObject { ["phase"] = "Running", ["podIP"] = Address(10, number) };
        return pod;
    }

    /// <summary>An address by its number after the first byte.</summary>
    public static string Address(int first, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{first + (number >> 24)}.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}");
}
