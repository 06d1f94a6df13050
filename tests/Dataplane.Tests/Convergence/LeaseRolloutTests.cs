using FsCheck.Fluent;
using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using Property = TestKit.Property;

namespace Dataplane.Tests.Convergence;

/// <summary>Clusters with Flannel whose leases end, are renewed, or go to another node.</summary>
public sealed class LeaseRolloutTests
{
    private static readonly string[] s_backends = ["""{"Type": "vxlan"}""", """{"Type": "host-gw"}""", """{"Type": "ipip"}""", """{"Type": "udp"}""", """{"Type": "wireguard"}"""];

    [Fact]
    public void F12_when_a_lease_ran_out_others_forget_its_node_and_another_node_may_have_the_subnet() => Holds((backend, order) =>
    {
        var run = new Run(backend);
        IpAddress old = Walk.TwoNodes.N1;
        run.Leases.Advance(TimeSpan.FromHours(23));
        run.Renew("192.168.0.2");
        run.Leases.Advance(TimeSpan.FromHours(1));

        ClusterRollout ended = run.Written(run.Start);
        Assert.Equal("shop/n1", Receiver(ended.Network(), "n2", run.Place));
        ClusterRollout heard = order.Aggregate(ended, (rollout, number) => rollout.Deliver($"n{number}"));
        Assert.All(heard.Datastore.Nodes.Where(node => node.Name != "n1" && !heard.Behind.Contains(node.Name, StringComparer.Ordinal)), node => Assert.DoesNotContain(old, Named(heard.Network(), node.Name)));

        run.Acquire("192.168.1.3");
        ClusterRollout taken = run.Written(heard, "n3").Settle();
        Assert.Equal("shop/n3", Receiver(taken.Network(), "n2", run.Place));
        Assert.DoesNotContain(old, Named(taken.Network(), "n2"));
    });

    [Fact]
    public void F13_a_lease_that_is_renewed_changes_nothing_on_any_node() => Holds((backend, _) =>
    {
        var run = new Run(backend);
        string[] before = [.. run.Start.Datastore.Nodes.Select(node => Rollouts.StateOf(run.Start.Network(), node))];
        run.Leases.Advance(TimeSpan.FromHours(23));
        run.Renew("192.168.0.1");
        run.Renew("192.168.0.2");
        run.Leases.Advance(TimeSpan.FromHours(2));
        ClusterRollout after = run.Written(run.Start).Settle();
        Assert.Equal<string>(before, after.Datastore.Nodes.Select(node => Rollouts.StateOf(after.Network(), node)), StringComparer.Ordinal);
    });

    private static IEnumerable<IpAddress> Named(PodNetwork network, string node)
    {
        NetworkStack stack = network.Stack(node)!;
        return [
            .. stack.Rules.SelectMany(rule => rule.Table.All).Select(route => route.Gateway).OfType<IpAddress>(),
            .. stack.Links.Forwarding.Select(entry => entry.Destination),
            .. stack.Devices.OfType<WireguardDevice>().SelectMany(device => device.Peers).Select(peer => peer.Endpoint).OfType<IpAddress>(),
        ];
    }

    private static string? Receiver(PodNetwork network, string from, IpAddress to) =>
        new PacketWalk(network).SendUnbound(from, to, TrafficPoint.Ports(Protocol.Tcp, 6379, 40000)) is { End: WalkEnd.Delivered, Stack: var stack } ? stack : null;

    private static void Holds(Action<string, int[]> law) => Property.Holds(
        Arb.From(from backend in Gen.Elements(s_backends) from order in Gen.Choose(1, 3).ArrayOf() select (backend, order)),
        value => law(value.backend, value.order));

    /// <summary>Three nodes of which two have leases, and a pod with the first address that it may have in the first one's subnet.</summary>
    private sealed class Run
    {
        private readonly FlannelConfig _config;
        private readonly ClusterNetwork _machines = Walk.TwoNodes.Cluster() with { Pods = [], IsRouterPeered = true };

        public Run(string backend)
        {
            _config = Walk.TwoNodes.FlannelConfigOf(backend);
            Leases = new FlannelLeases(_config);
            Place = Acquire("192.168.0.1").Subnet!.Value.AddressAt(2);
            Acquire("192.168.0.2");
            Start = ClusterRollout.Settled(Cluster("n1"), seen => FlannelNetwork.Of(seen, _config).Value!);
        }

        public FlannelLeases Leases { get; }

        public IpAddress Place { get; }

        public ClusterRollout Start { get; }

        public FlannelLease Acquire(string address) => Leases.Acquire(new(AttributesOf(address)), Flannel.FlannelText.First).Lease!;

        public void Renew(string address)
        {
            FlannelLease lease = Leases.Leases.Single(lease => lease.Attributes.PublicIp == Walk.TwoNodes.Address(address));
            Leases.Renew(new LeaseKey(lease.Subnet!.Value), lease.Attributes);
        }

        public ClusterRollout Written(ClusterRollout rollout, params string[] pods) => rollout.Write(Cluster(["n1", .. pods]));

        private ClusterNetwork Cluster(params string[] pods) => Leases.SubnetsOn(_machines) with { Pods = [.. pods.Select(node => new ClusterPod("shop", node, node, [Place]))] };

        private LeaseAttributes AttributesOf(string address) => Flannel.FlannelText.At(address, _config.Backend.Type);
    }
}
