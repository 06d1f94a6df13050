using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;

namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>
/// The table of all pods against all on one TCP port: namespaces of five pods, one policy each, which lets in its own namespace
/// and one pod of each namespace of the next group.
/// </summary>
internal static class ProbeTable
{
    private const int Pods = 5;
    private const int Groups = 5;

    /// <summary>
    /// A file for each policy and the model of a probe, as cyclonus and policy-assistant read them, and all objects in one file.
    /// </summary>
    public static IEnumerable<(string Path, byte[] Text)> Files(int namespaces)
    {
        for (int index = 0; index < namespaces; index++)
        {
            yield return ($"policies/{Namespace(index)}.yaml", Encoding.UTF8.GetBytes(Policy(index).ToJsonString()));
        }

        yield return ("probe.json", Encoding.UTF8.GetBytes(Probe(namespaces).ToJsonString()));
        yield return ("cluster.yaml", ClusterWriter.Yaml(Objects(namespaces)));
    }

    public static IEnumerable<JsonObject> Objects(int namespaces)
    {
        for (int index = 0; index < namespaces; index++)
        {
            yield return PodGenerator.Resource("v1", "Namespace", null, Namespace(index), NamespaceLabels(index));
            for (int pod = 0; pod < Pods; pod++)
            {
                yield return Pod(index, pod);
            }

            yield return Policy(index);
        }
    }

    private static JsonObject Pod(int index, int number)
    {
        JsonObject pod = PodGenerator.Resource("v1", "Pod", Namespace(index), Name(number), PodLabels(number));
        pod["spec"] = JsonNode.Parse("""{"containers": [{"name": "c", "image": "x", "ports": [{"name": "http", "containerPort": 80, "protocol": "TCP"}]}]}""");
        pod["status"] = new JsonObject { ["phase"] = "Running", ["podIP"] = Address(index, number) };
        return pod;
    }

    private static JsonObject Policy(int index)
    {
        JsonObject policy = PodGenerator.Resource("networking.k8s.io/v1", "NetworkPolicy", Namespace(index), "base");
        policy["spec"] = JsonNode.Parse($$$"""
            {
              "podSelector": {},
              "policyTypes": ["Ingress"],
              "ingress": [
                {
                  "from": [
                    {"podSelector": {}},
                    {"namespaceSelector": {"matchLabels": {"group": "{{{Group(index + 1)}}}"} }, "podSelector": {"matchLabels": {"app": "p-0"}} }
                  ],
                  "ports": [{"protocol": "TCP", "port": 80}]
                }
              ]
            }
            """);
        return policy;
    }

    private static JsonObject Probe(int namespaces)
    {
        var labels = new JsonObject();
        var pods = new JsonArray();
        for (int index = 0; index < namespaces; index++)
        {
            labels[Namespace(index)] = NamespaceLabels(index);
            for (int pod = 0; pod < Pods; pod++)
            {
                pods.Add((JsonNode)new JsonObject
                {
                    ["Namespace"] = Namespace(index),
                    ["Name"] = Name(pod),
                    ["Labels"] = PodLabels(pod),
                    ["IP"] = Address(index, pod),
                    ["Containers"] = new JsonArray(new JsonObject { ["Name"] = "c", ["Port"] = 80, ["Protocol"] = "TCP", ["PortName"] = "http" }),
                });
            }
        }

        return new JsonObject
        {
            ["Probes"] = new JsonArray(new JsonObject { ["Protocol"] = "TCP", ["Port"] = 80 }),
            ["Resources"] = new JsonObject { ["Namespaces"] = labels, ["Pods"] = pods },
        };
    }

    private static JsonObject NamespaceLabels(int index) => new()
    {
        ["ns"] = Namespace(index),
        ["group"] = Group(index),
        ["kubernetes.io/metadata.name"] = Namespace(index),
    };

    private static JsonObject PodLabels(int number) => new() { ["app"] = Name(number), ["tier"] = number % 2 == 0 ? "front" : "back" };

    private static string Namespace(int index) => string.Create(CultureInfo.InvariantCulture, $"ns-{index:D4}");

    private static string Group(int index) => string.Create(CultureInfo.InvariantCulture, $"g{index % Groups}");

    private static string Name(int pod) => string.Create(CultureInfo.InvariantCulture, $"p-{pod}");

    private static string Address(int index, int pod) => string.Create(CultureInfo.InvariantCulture, $"10.{(index / 250) + 1}.{index % 250}.{pod + 10}");
}
