using System.Text.Json.Nodes;

namespace PolicyEngine.Specification.Tests;

/// <summary>What the steps of a story do with documents, and those that stories of worlds have: of three worlds, of which many have the same names.</summary>
internal static class StoryDocuments
{
    // Workloads, their pods, pods and records of the same names, and a pod on a node's network with another's address.
    private static readonly JsonObject[] s_workloads =
    [
        .. new[]
        {
            """{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "w", "namespace": "ns1"}, "spec": {"template": {"metadata": {"labels": {"app": "a"}}, "spec": {}}}}""",
            """{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "w", "namespace": "ns1"}, "spec": {"template": {"metadata": {"labels": {"app": "ab"}}, "spec": {"hostNetwork": true}}}}""",
            """{"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "w-1", "namespace": "ns1", "ownerReferences": [{"kind": "Deployment", "name": "w", "controller": true}]}, "spec": {"template": {"metadata": {"labels": {"app": "a"}}, "spec": {}}}}""",
            """{"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "w-1", "namespace": "ns1"}, "spec": {"template": {"metadata": {"labels": {"role": "a"}}, "spec": {}}}}""",
            """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w", "namespace": "ns1", "labels": {"app": "a"}}, "status": {"podIP": "10.0.0.2"}}""",
            """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w-1-a", "namespace": "ns1", "labels": {"app": "a"}, "ownerReferences": [{"kind": "ReplicaSet", "name": "w-1", "controller": true}]}, "status": {"podIP": "10.0.0.3"}}""",
            """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w-h", "namespace": "ns1", "ownerReferences": [{"kind": "DaemonSet", "name": "w", "controller": true}]}, "spec": {"hostNetwork": true, "nodeName": "node0"}, "status": {"podIP": "10.0.0.1"}}""",
            """{"apiVersion": "projectcalico.org/v3", "kind": "WorkloadEndpoint", "metadata": {"name": "n-k8s-w-eth0", "namespace": "ns1", "labels": {"env": "a"}}, "spec": {"node": "node0", "pod": "w", "endpoint": "eth0", "profiles": [], "ipNetworks": ["10.0.0.129/32"]}}""",
        }.Select(text => (JsonObject)JsonNode.Parse(text)!),
    ];

    public static JsonObject[] Of(World first, int seed) =>
        [.. new[] { first, WorldBuilder.Build(unchecked(seed + 1)), WorldBuilder.Build(unchecked(seed + 2)) }.SelectMany(WorldDocuments.Of), .. s_workloads, .. HostPods(first)];

    /// <summary>Some namespaces and pods that are there, with labels of others.</summary>
    public static IEnumerable<JsonObject> Relabelled(IEnumerable<JsonObject> there, JsonObject[] pool, Dice dice)
    {
        JsonObject[] labelled = [.. there.Where(document => (string?)document["kind"] is "Namespace" or "Pod")];
        foreach (JsonObject document in labelled.Length == 0 ? [] : dice.Some(1, 3, () => dice.Pick(labelled)).DistinctBy(NameOf, StringComparer.Ordinal))
        {
            var relabelled = (JsonObject)document.DeepClone();
            relabelled["metadata"]!["labels"] = dice.Pick(pool)["metadata"]!["labels"]?.DeepClone() ?? new JsonObject();
            yield return relabelled;
        }
    }

    public static string NameOf(JsonObject document)
    {
        string kind = (string)document["kind"]!;
        string version = (string)document["apiVersion"]!;
        var metadata = (JsonObject)document["metadata"]!;
        string group = version.Contains('/', StringComparison.Ordinal) && kind.EndsWith("Policy", StringComparison.Ordinal) ? $".{version[..version.IndexOf('/', StringComparison.Ordinal)]}" : "";
        string name = (string)metadata["name"]!;
        return metadata["namespace"] is { } home ? $"{kind}{group}/{(string)home!}/{name}" : $"{kind}{group}/{name}";
    }

    /// <summary>Pods on the networks of nodes: with the node's address, with none yet, and with that of another node.</summary>
    private static IEnumerable<JsonObject> HostPods(World world)
    {
        for (int number = 0; number < world.Nodes.Length; number++)
        {
            (NodeObject node, NodeObject next) = (world.Nodes[number], world.Nodes[(number + 1) % world.Nodes.Length]);
            yield return HostPod($"agent-{number}", node.Name, node.Addresses);
            yield return HostPod($"agent-{number}", node.Name, []);
            yield return HostPod($"proxy-{number}", node.Name, node.Addresses);
            yield return HostPod($"proxy-{number}", node.Name, next.Addresses);
        }
    }

    private static JsonObject HostPod(string name, string node, IEnumerable<string> addresses) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "ns1", ["labels"] = new JsonObject { ["app"] = "a" } },
        ["spec"] = new JsonObject { ["hostNetwork"] = true, ["nodeName"] = node },
        ["status"] = new JsonObject { ["podIPs"] = new JsonArray([.. addresses.Select(address => new JsonObject { ["ip"] = address })]) },
    };
}
