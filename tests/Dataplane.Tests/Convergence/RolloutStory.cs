using Dataplane.Tests.Worlds;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;

namespace Dataplane.Tests.Convergence;

/// <summary>What may happen to a cluster from one moment to the next.</summary>
public enum RolloutStep
{
    Deliver,
    MovePod,
    RemovePod,
    BeginMigration,
    WithdrawMigration,
    CompleteMigration,
    RenewTunnelMac,
    ChangeAddress,
    ChangeMode,
    RemoveNode,
    LoseNode,
    StopAgent,
    StartAgent,
    CrashSpeaker,
    DividePeers,
    RecoverSpeaker,
    PassTime,
}

/// <summary>A cluster to which one thing after another happens, each a step and a number that chooses whom it meets.</summary>
internal sealed class RolloutStory(World world)
{
    private readonly CalicoSettings _settings = world.Settings;
    private readonly HashSet<string> _lost = [];
    private PodMigration? _migration;
    private int _renewals;

    public ClusterRollout Now { get; private set; } = ClusterRollout.Settled(world.Cluster with { IsRouterPeered = true }, world.Settings, OpenFilter.Instance);

    private ClusterNetwork Cluster => Now.Datastore;

    public void Play(RolloutStep step, int number)
    {
        string node = Cluster.Nodes[number % Cluster.Nodes.Length].Name;
        string[] all = [.. Cluster.Nodes.Select(other => other.Name)];
        Now = step switch
        {
            RolloutStep.Deliver => Now.Deliver(number == 0 ? PodNetwork.Router : node),
            RolloutStep.LoseNode => Lose(node),
            RolloutStep.StopAgent => Now.Stop(node),
            RolloutStep.StartAgent => Now.Start(node),
            RolloutStep.CrashSpeaker => Now.After(node, BgpEvent.Crash),
            RolloutStep.DividePeers => Now.Between(all[..(number % all.Length)], all[(number % all.Length)..], BgpEvent.Silence),
            RolloutStep.RecoverSpeaker => Now.After(node, BgpEvent.Recovery),
            RolloutStep.PassTime => Now.Advance(TimeSpan.FromSeconds(60 * number)),
            _ => Now.Write(Changed(step, number, node)),
        };
    }

    /// <summary>The last word: machines that are gone leave the datastore, and everyone hears everything.</summary>
    public ClusterRollout End() => Now = _lost.Aggregate(Now, (rollout, node) => rollout.Write(Rollouts.Without(rollout.Datastore, node))).Settle();

    /// <summary>The network that is built at once for what the datastore says now.</summary>
    public PodNetwork FromScratch() => new CalicoNetwork(Cluster, _settings, OpenFilter.Instance);

    private ClusterRollout Lose(string node)
    {
        if (Cluster.Nodes.Length - _lost.Count > 1)
        {
            _lost.Add(node);
            return Now.Lose(node);
        }

        return Now;
    }

    private ClusterNetwork Changed(RolloutStep step, int number, string node) => step switch
    {
        RolloutStep.BeginMigration when _migration is null && APod(number) is { } pod && pod.Node != node => (_migration = PodMigration.Of(pod, "target", node)).Begin(Cluster),
        RolloutStep.WithdrawMigration when _migration is { } migration && Cluster.Pods.Contains(migration.Source) && Cluster.Pods.Contains(migration.Target) => migration.Withdraw(Cluster),
        RolloutStep.CompleteMigration when _migration is { } migration && Cluster.Pods.Contains(migration.Target) => migration.Complete(Cluster),
        RolloutStep.MovePod when APod(number) is { } pod => Rollouts.Moved(Cluster, pod, node),
        RolloutStep.RemovePod when APod(number) is { } pod => Cluster with { Pods = Cluster.Pods.Remove(pod) },
        RolloutStep.RenewTunnelMac => Rollouts.WithTunnelMac(Cluster, node, ++_renewals),
        RolloutStep.ChangeAddress => Rollouts.WithAddress(Cluster, node, ++_renewals),
        RolloutStep.ChangeMode => Rollouts.WithMode(Cluster, (EncapsulationMode)(number % 3)),
        RolloutStep.RemoveNode when Cluster.Nodes.Length - _lost.Count > 1 && !_lost.Contains(node) => Rollouts.Without(Cluster, node),
        _ => Cluster,
    };

    private ClusterPod? APod(int number) =>
        Cluster.Pods.Where(pod => pod != _migration?.Source && pod != _migration?.Target).Skip(number).FirstOrDefault();
}
