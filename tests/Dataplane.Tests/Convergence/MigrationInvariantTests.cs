using Dataplane.Tests.Worlds;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Convergence.Rollouts;

namespace Dataplane.Tests.Convergence;

/// <summary>The invariants of virtual machines that move from one pod to another with their addresses.</summary>
public sealed class MigrationInvariantTests
{
    [Fact]
    public void F20_while_two_nodes_have_an_address_the_elevated_route_wins_wherever_it_was_heard() => Migrates((world, migration, order) =>
    {
        ClusterRollout rollout = BySpeakers(world).Begin(migration);
        foreach (ClusterRollout moment in Moments(rollout, order).Prepend(rollout).Append(rollout.Settle()))
        {
            PodNetwork network = moment.Network();
            HashSet<string> behind = [.. moment.Behind];
            Assert.All(from node in world.Cluster.Nodes from address in migration.Source.Addresses select (node, address), held =>
            {
                Route route = network.Stack(held.node.Name)!.Lookup(null, held.address)!;
                bool hasHeard = held.node.Name == migration.Target.Node || (!behind.Contains(held.node.Name) && IsByBird(world, held.address));
                Assert.Equal(hasHeard, route.Metric == 512);
                Assert.True(!hasHeard || behind.Contains(PodNetwork.Router) || Receiver(network, held.node.Name, held.address) == migration.Target.Stack, $"{held.node.Name} does not reach the target");
            });
        }
    });

    [Fact]
    public void F20_during_a_migration_and_after_it_packets_arrive_at_one_of_the_two_pods() => Migrates((world, migration, order) =>
    {
        // A router that has not heard sends back what the first pod's node sends on.
        ClusterRollout begun = BySpeakers(world).Begin(migration).Deliver(PodNetwork.Router);
        ClusterRollout moved = Moments(begun, order).Append(begun).Last().Settle();
        ClusterRollout done = moved.Complete(migration).Deliver(PodNetwork.Router);
        foreach (ClusterRollout moment in Moments(begun, order).Concat(Moments(done, order)))
        {
            PodNetwork network = moment.Network();
            Assert.All(from node in world.Cluster.Nodes from address in migration.Source.Addresses select (node, address), sent =>
            {
                // Where no speaker tells of the target, the node that the pod left drops packets until it hears.
                string? stack = Receiver(network, sent.node.Name, sent.address);
                bool mayBeLost = ReferenceEquals(moment.Datastore, done.Datastore) && !IsByBird(world, sent.address);
                Assert.True(stack == migration.Source.Stack || stack == migration.Target.Stack || (mayBeLost && stack is null), $"{sent.node.Name} sent {sent.address} to {stack}");
            });
        }

        AllReach(done.Settle(), migration.Target);
    });

    [Fact]
    public void F20_once_the_elevated_route_was_heard_the_first_pods_may_be_withdrawn_and_the_priority_be_normal_again() => Migrates((world, migration, order) =>
    {
        ClusterRollout withdrawn = BySpeakers(world).Begin(migration).Settle().Withdraw(migration);
        ClusterRollout done = withdrawn.Settle().Complete(migration).Deliver(PodNetwork.Router);
        foreach (ClusterRollout moment in Moments(withdrawn, order).Prepend(withdrawn).Concat(Moments(done, order)).Append(done.Settle()))
        {
            PodNetwork network = moment.Network();
            Assert.All(from node in world.Cluster.Nodes from address in migration.Source.Addresses where IsByBird(world, address) select (node, address), sent =>
                Assert.Equal(migration.Target.Stack, Receiver(network, sent.node.Name, sent.address)));
        }
    });

    [Fact]
    public void Each_stage_has_its_routes()
    {
        ClusterNetwork cluster = Walk.TwoNodes.Cluster();
        PodMigration migration = PodMigration.Of(cluster.Pods[0], "a-target", "n2");
        ClusterRollout begun = ClusterRollout.Settled(cluster, CalicoSettings.Default, OpenFilter.Instance).Begin(migration).Settle();
        ClusterRollout withdrawn = begun.Withdraw(migration).Settle();

        Assert.Equal((512, 512, 512, true), Routes(begun));
        Assert.Equal((512, 512, 512, false), Routes(withdrawn));
        Assert.Equal((1024, 1024, 1024, false), Routes(withdrawn.Complete(migration).Settle()));

        static (int First, int Second, int Third, bool HasSource) Routes(ClusterRollout rollout)
        {
            PodNetwork network = rollout.Network();
            return (Metric("n1"), Metric("n2"), Metric("n3"), network.Stack("n1")!.Devices.Any(device => device is VethDevice { PeerStack: "shop/a" }));

            int Metric(string node) => network.Stack(node)!.Lookup(null, Walk.TwoNodes.A)!.Metric;
        }
    }

    [Fact]
    public void Nodes_follow_the_block_where_their_speakers_install_no_routes()
    {
        ClusterNetwork cluster = Walk.TwoNodes.Cluster(vxlan: EncapsulationMode.Always);
        PodMigration migration = PodMigration.Of(cluster.Pods[0], "a-target", "n2");
        Assert.Equal("shop/a", Receiver(Walk.TwoNodes.Network(migration.Begin(cluster)), "n3", Walk.TwoNodes.A));
        Assert.Equal("shop/a-target", Receiver(Walk.TwoNodes.Network(migration.Begin(cluster)), "n2", Walk.TwoNodes.A));
        Assert.Equal("shop/a-target", Receiver(Walk.TwoNodes.Network(migration.Complete(migration.Begin(cluster))), "n3", Walk.TwoNodes.A));
    }

    [Fact]
    public void An_elevated_route_is_kept_from_peers_where_the_pool_is()
    {
        ClusterNetwork cluster = Walk.TwoNodes.Cluster();
        ClusterNetwork quiet = cluster with { Pools = [cluster.Pools[0] with { DisableBgpExport = true }] };
        PodMigration migration = PodMigration.Of(cluster.Pods[0], "a-target", "n2");
        Assert.Equal(512, Walk.TwoNodes.Network(migration.Begin(cluster)).Stack("n3")!.Lookup(null, Walk.TwoNodes.A)!.Metric);
        Assert.NotEqual(512, Walk.TwoNodes.Network(migration.Begin(quiet)).Stack("n3")!.Lookup(null, Walk.TwoNodes.A)!.Metric);
    }

    [Fact]
    public void A_stage_whose_time_has_not_come_or_is_past_changes_nothing()
    {
        ClusterNetwork cluster = Walk.TwoNodes.Cluster();
        PodMigration migration = PodMigration.Of(cluster.Pods[0], "a-target", "n2");
        ClusterNetwork begun = migration.Begin(cluster);
        ClusterNetwork withdrawn = migration.Withdraw(begun);
        ClusterNetwork done = migration.Complete(withdrawn);

        Assert.Same(cluster, migration.Withdraw(cluster));
        Assert.Same(cluster, migration.Complete(cluster));
        Assert.Same(begun, migration.Begin(begun));
        Assert.Same(withdrawn, migration.Begin(withdrawn));
        Assert.Same(withdrawn, migration.Withdraw(withdrawn));
        Assert.All([migration.Begin(done), migration.Withdraw(done), migration.Complete(done)], again => Assert.Same(done, again));
        Assert.Same(cluster, PodMigration.Of(cluster.Pods[0], cluster.Pods[1].Name, "n2").Begin(cluster));
        Assert.Same(cluster, PodMigration.Of(cluster.Pods[0] with { Name = "gone" }, "a-target", "n2").Begin(cluster));
    }

    [Fact]
    public void Pods_are_known_by_their_names()
    {
        ClusterNetwork cluster = Walk.TwoNodes.Cluster();
        PodMigration same = PodMigration.Of(new ClusterPod("shop", "a", "n1", [Walk.TwoNodes.A]), "a-target", "n2");
        PodMigration untold = new(same.Source, same.Target with { MigratesFrom = null });

        Assert.DoesNotContain(same.Withdraw(same.Begin(cluster)).Pods, pod => pod.Stack == "shop/a");
        Assert.Equal("n1", untold.Begin(cluster).Pods[^1].MigratesFrom);
        Assert.Null(untold.Complete(untold.Begin(cluster)).Pods[^1].MigratesFrom);
    }

    [Fact]
    public void Backends_of_Services_move_with_the_pod()
    {
        ServiceBackend moved = new(Walk.TwoNodes.A, 80) { Node = "n1" };
        ServiceBackend other = new(Walk.TwoNodes.B, 80) { Node = "n2" };
        ProxiedPort port = new(new ServicePortName("shop", "s", ""), Protocol.Tcp, Walk.TwoNodes.Address("10.96.0.9"), 80) { Backends = [moved, other] };
        ClusterNetwork cluster = Walk.TwoNodes.Cluster() with { Services = [port, port with { Backends = [other] }] };
        PodMigration migration = PodMigration.Of(cluster.Pods[0], "a-target", "n3");

        Assert.Equal(["n1", "n2"], migration.Begin(cluster).Services[0].Backends.Select(backend => backend.Node), StringComparer.Ordinal);
        ClusterNetwork done = migration.Complete(migration.Begin(cluster));
        Assert.Equal(["n3", "n2"], done.Services[0].Backends.Select(backend => backend.Node), StringComparer.Ordinal);
        Assert.Same(cluster.Services[1], done.Services[1]);
    }

    private static void AllReach(ClusterRollout rollout, ClusterPod pod)
    {
        PodNetwork network = rollout.Network();
        Assert.All(from node in rollout.Datastore.Nodes from address in pod.Addresses select (node, address), sent =>
            Assert.Equal(pod.Stack, Receiver(network, sent.node.Name, sent.address)));
    }

    private static string? Receiver(PodNetwork network, string node, IpAddress to) =>
        new PacketWalk(network).SendUnbound(node, to, TrafficPoint.Ports(Protocol.Tcp, 6379, 40000)) is { End: WalkEnd.Delivered, Stack: var stack } ? stack : null;

    /// <summary>A cluster in which BIRD installs all routes but those of VXLAN.</summary>
    private static ClusterRollout BySpeakers(World world) => ClusterRollout.Settled(
        world.Cluster with { IsRouterPeered = true },
        world.Settings with { FelixRoutes = ClusterRoutes.None, BirdRoutes = ClusterRoutes.Both },
        OpenFilter.Instance);

    private static bool IsByBird(World world, IpAddress address) =>
        world.Cluster.Pools.Single(pool => pool.Cidr.Contains(address)).Vxlan == EncapsulationMode.Never;

    private static void Migrates(Action<World, PodMigration, int[]> law) => Holds((world, order) =>
    {
        if (world.Cluster is { Pods: [var pod, ..], Nodes.Length: > 1 })
        {
            string[] others = [.. world.Cluster.Nodes.Select(node => node.Name).Where(node => node != pod.Node)];
            law(world, PodMigration.Of(pod, "target", others[order[^1] % others.Length]), order);
        }
    });
}
