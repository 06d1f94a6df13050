using PolicyEngine.Dataplane.Services;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

public sealed class AffinityTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(60);
    private static readonly ProxiedPort Sticky = Web with { Affinity = Period };

    private ProxyMemory _memory = ProxyMemory.Empty;
    private TimeSpan _now;

    [Fact]
    public void The_usual_period_is_three_hours() => Assert.Equal(TimeSpan.FromHours(3), ProxiedPort.DefaultAffinity);

    [Fact]
    public void A_client_stays_until_the_period_after_its_last_connection_is_over()
    {
        NodeProxy proxy = Proxy(Sticky);

        Assert.Equal(0, Connect(proxy, OwnPod, "10.96.0.10", 0).Index);
        _now += Period;
        Assert.Equal(new BackendChoice(ChoiceCause.Affinity, 0, 3), Connect(proxy, OwnPod, "10.96.0.10", ulong.MaxValue));
        _now += Period;
        Assert.Equal(0, Connect(proxy, OwnPod, "10.96.0.10", ulong.MaxValue).Index);
        _now += Period + TimeSpan.FromTicks(1);
        Assert.Equal(new BackendChoice(ChoiceCause.Draw, 2, 3), Connect(proxy, OwnPod, "10.96.0.10", ulong.MaxValue));
    }

    [Fact]
    public void Another_client_is_drawn_for()
    {
        Connect(Proxy(Sticky), OwnPod, "10.96.0.10", 0);

        Assert.Equal(2, Connect(Proxy(Sticky), "10.18.1.5", "10.96.0.10", ulong.MaxValue).Index);
    }

    [Theory]
    [InlineData(ProxyMode.Iptables, ChoiceCause.Affinity)]
    [InlineData(ProxyMode.Nftables, ChoiceCause.Affinity)]
    [InlineData(ProxyMode.Ipvs, ChoiceCause.RoundRobin)]
    public void All_addresses_of_a_Service_share_a_client_but_under_IPVS(ProxyMode mode, ChoiceCause cause)
    {
        NodeProxy proxy = Proxy(mode, Sticky);
        Connect(proxy, OwnPod, "10.96.0.10", 0);

        BackendChoice choice = Connect(proxy, OwnPod, "198.51.100.1", 0);

        Assert.Equal(cause, choice.Cause);
    }

    [Fact]
    public void Each_port_of_a_Service_has_clients_of_its_own()
    {
        ProxiedPort other = Sticky with { Name = Sticky.Name with { Port = "other" }, Port = 81, NodePort = 0 };
        NodeProxy proxy = Proxy(Sticky, other);
        _memory = proxy.Decide(Packet(OwnPod, "10.96.0.10", 80), 0, _memory, _now).Memory;

        Translation outcome = proxy.Decide(Packet(OwnPod, "10.96.0.10", 81), ulong.MaxValue, _memory, _now).Outcome;

        Assert.Equal(ChoiceCause.Draw, Assert.IsType<Translation.ToBackend>(outcome).Choice.Cause);
    }

    [Fact]
    public void A_backend_that_is_gone_is_forgotten_even_if_it_comes_back()
    {
        Connect(Proxy(Sticky), OwnPod, "10.96.0.10", 0);

        _memory = _memory.Under(Proxy(Sticky.With([.. Sticky.Backends.Skip(1)])), _now);
        Assert.Equal(0, _memory.Clients);

        Assert.Equal(2, Connect(Proxy(Sticky), OwnPod, "10.96.0.10", ulong.MaxValue).Index);
    }

    [Fact]
    public void New_rules_keep_the_clients_that_are_in_time()
    {
        NodeProxy proxy = Proxy(Sticky);
        Connect(proxy, OwnPod, "10.96.0.10", 0);
        _now += Period;
        Connect(proxy, "10.18.1.5", "10.96.0.10", 0);
        _now += TimeSpan.FromSeconds(1);

        Assert.Equal(1, _memory.Under(proxy, _now).Clients);
        Assert.Equal(0, _memory.Under(Proxy(Web), _now).Clients);
        Assert.Equal(0, _memory.Under(Proxy(), _now).Clients);
    }

    [Fact]
    public void A_Service_without_affinity_remembers_nobody()
    {
        Connect(Proxy(Web), OwnPod, "10.96.0.10", 0);

        Assert.Same(ProxyMemory.Empty, _memory);
    }

    private BackendChoice Connect(NodeProxy proxy, string source, string address, ulong draw)
    {
        (Translation outcome, _memory) = proxy.Decide(Packet(source, address, 80), draw, _memory, _now);
        return Assert.IsType<Translation.ToBackend>(outcome).Choice;
    }
}
