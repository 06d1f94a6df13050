using Kernel.Tests.Loading;
using Kernel.Tests.Namespaces;
using Kernel.Tests.Probing;

namespace Kernel.Tests.Clusters;

/// <summary>Generated clusters, one after the other, in one namespace.</summary>
internal static class ClusterRun
{
    /// <summary>Asks the kernel about the clusters of some seeds.</summary>
    public static ClusterTally Over(IEnumerable<int> seeds, Func<RuleLoader> makeLoader) => NetworkThread.Run(() =>
    {
        using var lab = new NodeLab();
        RuleLoader loader = makeLoader();
        ClusterTally tally = new();
        foreach (int seed in seeds)
        {
            if (NodeWorld.Build(seed) is { } world)
            {
                tally = One(lab, loader, world, seed, tally);
            }
        }

        return tally;
    });

    private static ClusterTally One(NodeLab lab, RuleLoader loader, NodeWorld world, int seed, ClusterTally tally)
    {
        var cluster = new LoadedCluster(lab, loader, world);
        Difference? difference = cluster.Refusal is null ? new ClusterProbing(lab, cluster, seed).Run() : null;
        string? failure = cluster.Refusal is null && difference is null ? null : $"seed {seed}, {new ClusterFailure(lab, loader, difference).Describe(world)}";
        return tally.And(cluster.Comparison, cluster.Prober.Packets, failure);
    }
}
