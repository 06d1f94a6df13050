using System.Globalization;
using Kernel.Tests.Loading;

namespace Kernel.Tests.Clusters;

/// <summary>The kernel does with packets of generated clusters what evaluation says. Each back end is a class, so that they run beside each other.</summary>
public abstract class GeneratedClusterTests
{
    private const int FewestWorlds = 300;
    private const int FewestPackets = 500_000;
    private const int WorldsPerNamespace = 30;
    private const int DifferencesShown = 3;

    private static int Worlds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("KERNEL_WORLDS"), CultureInfo.InvariantCulture, out int worlds) ? Math.Max(worlds, FewestWorlds) : FewestWorlds;

    private protected static void Agree(string backEnd)
    {
        long start = Environment.TickCount64;
        ClusterTally tally = Enumerable.Range(0, int.MaxValue).Where(seed => NodeWorld.Build(seed) is not null).Take(Worlds)
            .Chunk(WorldsPerNamespace)
            .AsParallel().WithDegreeOfParallelism(2)
            .Select(seeds => ClusterRun.Over(seeds, RuleLoader.All[backEnd]))
            .Aggregate(new ClusterTally(), (all, one) => all.And(one));
        Console.WriteLine($"kernel, {backEnd}: {tally}, {(Environment.TickCount64 - start) / 1000.0:0.0} s");
        Assert.True(tally.Differences.IsEmpty, string.Join("\n\n", tally.Differences.Take(DifferencesShown)));
        Assert.True(tally.Clusters >= FewestWorlds && tally.Judged >= FewestPackets, $"only {tally}");
    }
}

/// <summary>By <c>nft</c>.</summary>
public sealed class GeneratedClustersOnNftablesTests : GeneratedClusterTests
{
    [KernelFact]
    public void Packets_are_treated_as_evaluation_says() => Agree("nftables");
}

/// <summary>By iptables on nftables.</summary>
public sealed class GeneratedClustersOnIptablesTests : GeneratedClusterTests
{
    [KernelFact]
    public void Packets_are_treated_as_evaluation_says() => Agree("iptables-nft");
}

/// <summary>By iptables as it was.</summary>
public sealed class GeneratedClustersOnLegacyIptablesTests : GeneratedClusterTests
{
    [KernelFact]
    public void Packets_are_treated_as_evaluation_says() => Agree("iptables-legacy");
}
