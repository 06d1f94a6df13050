using Kernel.Tests.Loading;
using Kernel.Tests.Namespaces;
using Kernel.Tests.Packets;
using Kernel.Tests.Probing;
using PolicyEngine;
using PolicyEngine.Queries;
using PolicyEngine.Specification;

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
        PolicySnapshot snapshot = new LoadedWorld(world.World).Snapshot;
        var map = new NodeMap(snapshot, world.Node);
        lab.Arrange(map);
        var prober = new Prober(lab);
        var comparison = new NodeComparison(snapshot, map, prober);
        string? difference = Load(loader, snapshot, world.Node) ?? Difference(lab, loader, snapshot, map, seed, comparison);
        return tally.And(comparison, prober.Packets, difference is null ? null : $"seed {seed}: {difference}\n{world}");
    }

    /// <summary>The first difference, and which rules the packet meets when it is sent again.</summary>
    private static string? Difference(NodeLab lab, RuleLoader loader, PolicySnapshot snapshot, NodeMap map, int seed, NodeComparison comparison)
    {
        if (new ClusterProbing(lab, snapshot, map, seed).Run(comparison) is not { } difference)
        {
            return null;
        }

        lab.ForgetConnections();
        string[] before; try { before = [.. loader.Listing()]; } catch (RefusedRulesException e) { return difference + e.Message; }
        bool isThere = comparison.Compare(difference.Source, difference.Destination, difference.Traffic, difference.Kind == PacketKind.Reply ? PacketKind.First : difference.Kind) is not null;
        IEnumerable<string> way = CounterChange.Between(before, loader.Listing());
        Verdict verdict = snapshot.Evaluate(new Flow(snapshot.PartyAt(difference.Source), snapshot.PartyAt(difference.Destination), difference.Traffic));
        return $"{difference} ({verdict.Egress.Reason}, {verdict.Ingress.Reason}){(isThere ? "" : " (but not when it is sent again)")}; the rules that count it, and its answer:\n{string.Join('\n', way)}";
    }

    private static string? Load(RuleLoader loader, PolicySnapshot snapshot, string node)
    {
        try
        {
            loader.Load(snapshot, node);
            return null;
        }
        catch (RefusedRulesException refusal)
        {
            return refusal.Message;
        }
    }
}
