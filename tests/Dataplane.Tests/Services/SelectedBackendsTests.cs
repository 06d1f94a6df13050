using PolicyEngine.Dataplane.Services;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

public sealed class SelectedBackendsTests
{
    [Fact]
    public void Ready_backends_are_used_and_others_are_not()
    {
        ProxiedPort port = Web.With(Backend("10.18.1.1", "node-1"), Ending("10.18.2.1", "node-2"), Backend("10.18.3.1") with { IsReady = false });

        Assert.Equal(["10.18.1.1"], Names(Selected(port).Cluster));
    }

    [Fact]
    public void Where_none_is_ready_those_serve_that_are_terminating()
    {
        ProxiedPort port = Web.With(Ending("10.18.1.1", "node-1", isServing: false), Ending("10.18.2.1", "node-2"));

        Assert.Equal(["10.18.2.1"], Names(Selected(port).Cluster));
        Assert.True(Selected(port).HasAny);
    }

    [Fact]
    public void A_backend_that_serves_without_ending_and_is_not_ready_is_never_used()
    {
        ProxiedPort port = Web.With(Backend("10.18.1.1", "node-1") with { IsReady = false });

        Assert.False(Selected(port).HasAny);
    }

    [Fact]
    public void Local_traffic_has_the_ready_backends_of_the_node_else_its_ending_ones()
    {
        ProxiedPort local = Web with { ExternalPolicy = TrafficPolicy.Local };

        Assert.Equal(["10.18.1.1"], Names(Selected(local).Local));
        Assert.Equal(["10.18.1.2"], Names(Selected(local.With(Ending("10.18.1.2", "node-1"), Backend("10.18.2.1", "node-2"))).Local));
    }

    [Fact]
    public void Backends_of_either_kind_are_selected_only_where_some_traffic_needs_them()
    {
        ProxiedPort inside = Web with { NodePort = 0, ExternalAddresses = [], LoadBalancerAddresses = [], InternalPolicy = TrafficPolicy.Local };

        Assert.Empty(Selected(Web).Local);
        Assert.Empty(Selected(inside).Cluster);
        Assert.Equal(["10.18.1.1"], Names(Selected(inside).Local));
        Assert.True(Selected(inside.With(Backend("10.18.2.1", "node-2"))).HasAny);
    }

    [Fact]
    public void Zone_hints_narrow_where_every_ready_backend_has_some_and_one_names_the_zone()
    {
        ProxiedPort hinted = Web.With(Backend("10.18.1.1") with { ZoneHints = ["a"] }, Backend("10.18.2.1") with { ZoneHints = ["b"] });

        Assert.Equal(["10.18.1.1"], Names(Selected(hinted).Cluster));
        Assert.Equal(2, SelectedBackends.Of(hinted, Node with { Zone = "c" }).Cluster.Length);
        Assert.Equal(2, SelectedBackends.Of(hinted, Node with { Zone = null }).Cluster.Length);
    }

    [Fact]
    public void One_ready_backend_without_hints_makes_all_hints_void()
    {
        ProxiedPort partly = Web.With(Backend("10.18.1.1") with { ZoneHints = ["a"] }, Backend("10.18.2.1"));

        Assert.Equal(2, Selected(partly).Cluster.Length);
    }

    [Fact]
    public void Hints_of_backends_that_are_not_ready_do_not_count()
    {
        ProxiedPort port = Web.With(
            Backend("10.18.1.1") with { ZoneHints = ["b"] }, Ending("10.18.2.1", "node-2") with { ZoneHints = ["a"] }, Ending("10.18.3.1", "node-3"));

        Assert.Equal(["10.18.1.1"], Names(Selected(port).Cluster));
    }

    [Fact]
    public void Backends_that_serve_to_their_end_are_used_in_all_zones()
    {
        ProxiedPort port = Web.With(Ending("10.18.1.1", "node-1") with { ZoneHints = ["a"] }, Ending("10.18.2.1", "node-2") with { ZoneHints = ["b"] });

        Assert.Equal(2, Selected(port).Cluster.Length);
    }

    [Fact]
    public void Local_traffic_ignores_zone_hints()
    {
        ProxiedPort port = (Web with { ExternalPolicy = TrafficPolicy.Local }).With(
            Backend("10.18.1.1", "node-1") with { ZoneHints = ["b"] }, Backend("10.18.2.1", "node-2") with { ZoneHints = ["a"] });

        Assert.Equal(["10.18.1.1"], Names(Selected(port).Local));
    }

    [Fact]
    public void Backends_stand_in_the_order_of_their_text_once_each_and_in_the_family_of_the_port()
    {
        ProxiedPort port = Web.With(Backend("10.18.0.9"), Backend("10.18.0.10"), Backend("10.18.0.9") with { IsReady = false }, Backend("fd00:2::1"));

        Assert.Equal(["10.18.0.10", "10.18.0.9"], Names(Selected(port).Cluster));
    }

    private static SelectedBackends Selected(ProxiedPort port) => SelectedBackends.Of(port, Node);
}
