using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;

namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>
/// Namespaces of one pod with 15 labels, each open to itself and to DNS alone; 100 pods are on the node
/// <see cref="GraphPods.Local"/>: Calico's <c>IsolatedCustomers</c>.
/// </summary>
internal static class CustomerGraph
{
    private const int LocalPods = 100;
    private const int PodLabels = 15;

    public static IEnumerable<JsonObject> Objects(int count)
    {
        for (int number = 0; number < count; number++)
        {
            string @namespace = string.Create(CultureInfo.InvariantCulture, $"customer-{number}");
            yield return PodGenerator.Resource("v1", "Namespace", null, @namespace, new JsonObject
            {
                ["kubernetes.io/metadata.name"] = @namespace,
                ["namespace-id"] = string.Create(CultureInfo.InvariantCulture, $"id-{number:D17}"),
                ["production"] = "true",
            });
            yield return GraphPods.Pod(@namespace, "pod-0", Labels(number), number + 1, number < LocalPods ? GraphPods.Local : "remote");
            yield return Policy(@namespace);
        }
    }

    private static JsonObject Labels(int number)
    {
        var labels = new JsonObject();
        for (int label = 0; label < PodLabels; label++)
        {
            labels[string.Create(CultureInfo.InvariantCulture, $"label-{label}")] = string.Create(CultureInfo.InvariantCulture, $"value-{number % (label + 1)}");
        }

        return labels;
    }

    private static JsonObject Policy(string @namespace)
    {
        JsonObject policy = PodGenerator.Resource("projectcalico.org/v3", "NetworkPolicy", @namespace, "default.isolated");
        policy["spec"] = JsonNode.Parse($$$"""
            {
              "selector": "all()",
              "types": ["Ingress", "Egress"],
              "ingress": [{"action": "Allow", "source": {"namespaceSelector": "kubernetes.io/metadata.name == '{{{@namespace}}}'"}}],
              "egress": [
                {"action": "Allow", "destination": {"namespaceSelector": "kubernetes.io/metadata.name == '{{{@namespace}}}'"}},
                {"action": "Allow", "protocol": "UDP", "destination": {"nets": ["10.96.0.10/32"], "ports": [53]}}
              ]
            }
            """);
        return policy;
    }
}
