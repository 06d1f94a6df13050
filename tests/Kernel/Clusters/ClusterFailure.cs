using Kernel.Tests.Loading;
using Kernel.Tests.Packets;
using Kernel.Tests.Probing;
using PolicyEngine.Queries;
using PolicyEngine.Specification;

namespace Kernel.Tests.Clusters;

/// <summary>What is wrong with a cluster: in the smallest cluster that shows it, with the rules that the packet meets.</summary>
/// <param name="lab">The laboratory.</param>
/// <param name="loader">What loads the rules.</param>
/// <param name="difference">The packet; null where the rules cannot be loaded.</param>
internal sealed class ClusterFailure(NodeLab lab, RuleLoader loader, Difference? difference)
{
    private const int Steps = 150;

    /// <summary>The kind of packet to send again: an answer needs its question.</summary>
    private PacketKind Kind => difference?.Kind == PacketKind.Middle ? PacketKind.Middle : PacketKind.First;

    public string Describe(NodeWorld world)
    {
        NodeWorld smallest = Shrink(world);
        var cluster = new LoadedCluster(lab, loader, smallest);
        return $"{loader.Name}: {cluster.Refusal ?? Way(cluster)}\n{smallest}";
    }

    private NodeWorld Shrink(NodeWorld world)
    {
        int steps = Steps;
        while (WorldShrinker.Shrink(world.World).Select(smaller => world with { World = smaller }).Where(_ => steps-- > 0).FirstOrDefault(IsThere) is { } next)
        {
            world = next;
        }

        return world;
    }

    private bool IsThere(NodeWorld world)
    {
        var cluster = new LoadedCluster(lab, loader, world);
        return difference is null ? cluster.Refusal is not null : cluster.Refusal is null && Repeat(cluster) is not null;
    }

    private Difference? Repeat(LoadedCluster cluster) => cluster.Map.IsHere(difference!.Source) || cluster.Map.IsHere(difference.Destination)
        ? cluster.Comparison.Compare(difference.Source, difference.Destination, difference.Traffic, Kind)
        : null;

    private string Way(LoadedCluster cluster)
    {
        string[] before = [.. Listing()];
        string word = Repeat(cluster)?.ToString() ?? $"{difference}, but not when it is sent again";
        Verdict verdict = cluster.Snapshot.Evaluate(
            new Flow(cluster.Snapshot.PartyAt(difference!.Source), cluster.Snapshot.PartyAt(difference.Destination), difference.Traffic));
        return $"{word}\nevaluation: {verdict.Egress.Reason}, {verdict.Ingress.Reason}\nthe rules that count it, and what answers it:\n"
            + string.Join('\n', CounterChange.Between(before, Listing()));
    }

    /// <summary>Of some rules that it has loaded <c>nft</c> cannot make a listing.</summary>
    private IEnumerable<string> Listing()
    {
        try
        {
            return [.. loader.Listing()];
        }
        catch (RefusedRulesException refusal)
        {
            return [refusal.Message];
        }
    }
}
