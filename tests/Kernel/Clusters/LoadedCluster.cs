using Kernel.Tests.Loading;
using Kernel.Tests.Probing;
using PolicyEngine;
using PolicyEngine.Specification;

namespace Kernel.Tests.Clusters;

/// <summary>A generated cluster whose node is laid out in the laboratory, its rules loaded.</summary>
internal sealed class LoadedCluster
{
    public LoadedCluster(NodeLab lab, RuleLoader loader, NodeWorld world)
    {
        Snapshot = new LoadedWorld(world.World).Snapshot;
        Map = new NodeMap(Snapshot, world.Node);
        Prober = new Prober(lab);
        Comparison = new NodeComparison(Snapshot, Map, Prober);
        lab.Arrange(Map);
        lab.ForgetConnections();
        try
        {
            loader.Load(Snapshot, world.Node);
        }
        catch (RefusedRulesException refusal)
        {
            Refusal = refusal.Message;
        }
    }

    public PolicySnapshot Snapshot { get; }

    public NodeMap Map { get; }

    public Prober Prober { get; }

    public NodeComparison Comparison { get; }

    /// <summary>Why the rules are not loaded; null if they are.</summary>
    public string? Refusal { get; }
}
