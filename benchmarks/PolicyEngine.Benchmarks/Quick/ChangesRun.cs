using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>Changes of a large cluster, one after the other, each to the first answer about what changed.</summary>
internal static class ChangesRun
{
    private const int Many = 1000;

    public static void Run(ClusterSize size)
    {
        PolicySnapshot snapshot = Clusters.Load(size.Name + ".json", Clusters.Json(size));
        foreach (Endpoint endpoint in snapshot.Model.Endpoints)
        {
            snapshot.PartiesOf(endpoint);
        }

        JsonObject[] pods = [.. PodGenerator.Pods(size).Take(Many)];
        PolicySource[] applied = [.. pods.Select((pod, index) => Source(Named(pod, $"only-{index}", 200_000 + index)))];
        Measure.Time($"pod added, nothing asked, {size.Name}", 30, Many, () => GC.KeepAlive(applied.Aggregate(snapshot, (current, change) => current.With([change]).Snapshot)));
        PolicySource[] added = [.. pods.Select((pod, index) => Source(Named(pod, $"new-{index}", 200_000 + index)))];
        Measure.Time($"pod added, {size.Name}", 30, Many, () => Apply(snapshot, added));
        PolicySource[] agents = [.. pods.Select((pod, index) => Source(OnNode(pod, $"agent-{index}", index % size.Nodes)))];
        Measure.Time($"pod on its node's network added, {size.Name}", 30, Many, () => Apply(snapshot, agents));
        PolicySource[] relabelled = [.. pods.Select(pod => Source(Labelled(pod)))];
        Measure.Time($"pod relabelled, {size.Name}", 30, Many, () => Apply(snapshot, relabelled));
        string[] names = [.. pods.Select(pod => $"pod/{(string)pod["metadata"]!["namespace"]!}/{(string)pod["metadata"]!["name"]!}")];
        Measure.Time($"pod deleted, {size.Name}", 30, Many, () => GC.KeepAlive(names.Aggregate(snapshot, (current, name) => current.With([], [name]).Snapshot)));
        PolicySource[] policies = [.. ClusterGenerator.Policies(size).Where(policy => (string)policy["kind"]! == "NetworkPolicy").Take(10).Select(Source)];
        Measure.Time($"policy changed, {size.Name}", 5, policies.Length, () => Apply(snapshot, policies));
        PolicySource[] stream = [.. ClusterGenerator.Policies(size).Where(policy => (string)policy["kind"]! == "NetworkPolicy").Take(200).Select(Source)];
        Measure.Spread($"policy changed in a stream, {size.Name}", stream, ref snapshot, (current, change) => current.With([change]).Snapshot);
        PolicySource[] namespaces = [.. PodGenerator.Namespaces(size).Take(10).Select(Labelled).Select(Source)];
        Measure.Time($"namespace relabelled, {size.Name}", 5, namespaces.Length, () => Apply(snapshot, namespaces));
    }

    private static void Apply(PolicySnapshot snapshot, PolicySource[] changes)
    {
        PolicySnapshot current = snapshot;
        foreach (PolicySource change in changes)
        {
            current = current.With([change]).Snapshot;
            string pod = change.Name;
            if (current.TryGetParty(pod, out Party party))
            {
                current.Evaluate(new Flow(party, party, TrafficPoint.Ports(Protocol.Tcp, 80)));
            }
        }
    }

    private static PolicySource Source(JsonObject document) => PolicySource.FromText(
        $"{(string?)document["metadata"]!["namespace"]}/{(string)document["metadata"]!["name"]!}", document.ToJsonString()).Read();

    private static JsonObject Named(JsonObject pod, string name, int number)
    {
        var copy = (JsonObject)pod.DeepClone();
        copy["metadata"]!["name"] = name;
        copy["status"]!["podIP"] = $"11.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}";
        return copy;
    }

    private static JsonObject OnNode(JsonObject pod, string name, int node)
    {
        JsonObject copy = Named(pod, name, 0);
        copy["spec"]!["hostNetwork"] = true;
        copy["spec"]!["nodeName"] = NodeGenerator.NameOf(node);
        copy["status"]!["podIP"] = NodeGenerator.AddressOf(node);
        return copy;
    }

    private static JsonObject Labelled(JsonObject document)
    {
        var copy = (JsonObject)document.DeepClone();
        copy["metadata"]!["labels"]!["release"] = "next";
        return copy;
    }
}
