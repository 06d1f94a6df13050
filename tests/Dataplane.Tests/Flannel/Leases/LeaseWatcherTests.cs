using PolicyEngine.Dataplane.Flannel.Leases;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Leases;

/// <summary>What a node makes of what it hears about leases.</summary>
public sealed class LeaseWatcherTests
{
    private readonly LeaseWatcher _watcher = new(Lease("10.3.1.0/24"));

    private string Reset(params string[] snapshot) => Join(_watcher.Reset([.. snapshot.Select(subnet => Lease(subnet))]));

    private static string Join(IEnumerable<LeaseEvent> events) => string.Join(", ", events.Select(Text));

    [Fact]
    public void The_first_snapshot_adds_all_but_the_nodes_own() =>
        Assert.Equal("added 10.3.2.0/24, added 10.3.3.0/24", Reset("10.3.1.0/24", "10.3.2.0/24", "10.3.3.0/24"));

    [Fact]
    public void A_later_snapshot_reports_the_nodes_own_as_removed()
    {
        Reset("10.3.1.0/24", "10.3.2.0/24");

        Assert.Equal("added 10.3.4.0/24, removed 10.3.1.0/24", Reset("10.3.1.0/24", "10.3.2.0/24", "10.3.4.0/24"));
        Assert.Equal("removed 10.3.1.0/24, removed 10.3.2.0/24, removed 10.3.4.0/24", Reset());
    }

    [Fact]
    public void A_lease_whose_attributes_changed_between_snapshots_is_not_reported()
    {
        Reset("10.3.2.0/24");

        Assert.Empty(_watcher.Reset([Lease("10.3.2.0/24", "9.9.9.9")]));
    }

    [Fact]
    public void A_change_is_passed_on_and_the_nodes_own_is_not()
    {
        LeaseEvent own = LeaseEvent.Added(Lease("10.3.1.0/24"));
        LeaseEvent other = LeaseEvent.Added(Lease("10.3.2.0/24"));

        Assert.Equal([other], _watcher.Update([own, other]).AsEnumerable());
    }

    [Fact]
    public void A_removal_gets_the_attributes_last_heard()
    {
        _watcher.Update([LeaseEvent.Added(Lease("10.3.2.0/24", "9.9.9.8")), LeaseEvent.Added(Lease("10.3.2.0/24", "9.9.9.9"))]);
        LeaseEvent bare = LeaseEvent.Removed(new(Block("10.3.2.0/24"), null, new("")));

        Assert.Equal([LeaseEvent.Removed(Lease("10.3.2.0/24", "9.9.9.9"))], _watcher.Update([bare]).AsEnumerable());
        Assert.Equal([bare], _watcher.Update([bare]).AsEnumerable());
    }

    [Fact]
    public void A_lease_of_both_families_is_another_than_one_with_only_the_same_IPv4_subnet()
    {
        FlannelLease dual = new(Block("10.3.1.0/24"), Block("fc00::/64"), At("9.9.9.9"));

        Assert.Equal("added 10.3.1.0/24 fc00::/64", Join(_watcher.Update([LeaseEvent.Added(dual)])));
    }
}
