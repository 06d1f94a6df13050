using System.Text.Json.Nodes;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>Makes whole clusters. Equal sizes give equal objects, always.</summary>
internal static class ClusterGenerator
{
    private const ulong Seed = 20_240_601;

    public static IEnumerable<JsonObject> Objects(ClusterSize size) =>
        NodeGenerator.Nodes(size).Concat(PodGenerator.Namespaces(size)).Concat(PodGenerator.Pods(size)).Concat(Policies(size));

    /// <summary>Four in five are Kubernetes network policies, the others Calico's.</summary>
    public static IEnumerable<JsonObject> Policies(ClusterSize size)
    {
        foreach (JsonObject tier in CalicoPolicies.Tiers())
        {
            yield return tier;
        }

        var random = new FixedRandom(Seed);
        for (int index = 0; index < size.Policies; index++)
        {
            yield return index % 5 == 4
                ? CalicoPolicies.Make(index / 5, size.Namespaces, random)
                : KubernetesPolicies.Make(index - (index / 5), size.Namespaces, random);
        }
    }
}
