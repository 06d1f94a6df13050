using PolicyEngine.Dataplane.Services;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>The invariants of Services that compare modes, nodes and ways in.</summary>
public sealed class ServiceReachInvariantTests
{
    private static readonly ProxyMode[] Modes = [ProxyMode.Iptables, ProxyMode.Ipvs, ProxyMode.Nftables];

    [Fact]
    public void S10_without_backends_every_address_is_refused_in_every_mode() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        ProxiedPort[] empty = [.. world.Ports.Select(port => port.With([.. port.Backends.Select(backend => backend with { IsReady = false, IsServing = false })]))];
        foreach (ProxyMode mode in Modes)
        {
            NodeProxy proxy = NodeProxy.Build(ServiceWorld.Nodes[0], world.Settings with { Mode = mode }, empty);
            Translation.Refused refused = Assert.IsType<Translation.Refused>(proxy.Ask(world.Packet, situation.Draw));
            Assert.Equal((3, 3), (refused.IcmpType, refused.IcmpCode));
        }
    });

    [Fact]
    public void S11_who_reaches_the_load_balancer_reaches_the_node_port_and_the_cluster_address() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        // A cluster address under Local may be served less than others: it has a policy of its own.
        ServiceWorld world = situation.World;
        bool Works(int entrance) => world.Proxy().Ask(world.Through(entrance), situation.Draw) is Translation.ToBackend;

        Assert.True(!Works(2) || Works(3));
        Assert.True(!Works(3) || Works(0) || world.Target.InternalPolicy == TrafficPolicy.Local);
    });

    [Fact]
    public void S12_source_ranges_restrict_the_load_balancers_address_only() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        NodeProxy open = NodeProxy.Build(ServiceWorld.Nodes[0], world.Settings, world.Ports.Select(port => port with { SourceRanges = [] }));

        Assert.Equal(world.IsHeldBack ? [] : Names(open.PossibleBackends(world.Packet)), Names(world.Proxy().PossibleBackends(world.Packet)));
    });

    [Fact]
    public void S13_node_ports_lie_in_the_range_belong_to_one_and_answer_on_every_node_under_Cluster() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        NodeProxy[] proxies = [.. Enumerable.Range(0, ServiceWorld.Nodes.Length).Select(node => world.Proxy(node: node))];
        foreach (ProxiedPort port in world.Ports.Where(port => port.ExternalPolicy == TrafficPolicy.Cluster && SelectedBackends.Of(port, ServiceWorld.Nodes[0]).HasAny))
        {
            Assert.InRange(port.NodePort, world.Settings.FirstNodePort, world.Settings.LastNodePort);
            foreach (NodeProxy proxy in proxies)
            {
                Assert.All(proxy.Node.Addresses, address =>
                    Assert.Same(port, proxy.Reach(new(port.Protocol, Ip(Outside), 40000, address, port.NodePort), situation.Draw).Port));
            }
        }
    });

    [Fact]
    public void S13_of_two_Services_with_one_node_port_one_is_told() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        ProxiedPort[] clashing = [.. world.Ports.Select(port => port with { NodePort = world.Target.NodePort })];
        NodeProxy proxy = NodeProxy.Build(ServiceWorld.Nodes[0], world.Settings, clashing);

        Assert.Equal(clashing.Length - clashing.DistinctBy(port => port.Protocol).Count(), proxy.Problems.Count(problem => problem.Kind == ProxyProblemKind.NodePortTaken));
    });

    [Fact]
    public void S14_the_modes_agree_on_the_backends_of_every_packet_to_a_Service() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        string[][] possible = [.. Modes.Select(mode => Names(world.Proxy(mode).PossibleBackends(world.Packet)))];

        Assert.Equal(possible[0], possible[1]);
        Assert.Equal(possible[0], possible[2]);
        Assert.Single(Modes.Select(mode => world.Proxy(mode).Ask(world.Packet, situation.Draw).GetType()).Distinct());
    });
}
