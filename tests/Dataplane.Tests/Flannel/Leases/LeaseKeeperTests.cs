using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Leases;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Leases;

/// <summary>How a daemon keeps its lease.</summary>
public sealed class LeaseKeeperTests
{
    private static readonly FlannelLease Day = Lease("10.3.1.0/24") with { Expires = TimeSpan.FromHours(24) };

    private static LeaseKeeper Keeper { get; } = LeaseKeeper.Begin(Day, LeaseKeeper.DefaultMargin).Value!;

    private static FlannelLease Renewed(FlannelLease lease) => lease with { Expires = TimeSpan.FromHours(47) };

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1439, true)]
    [InlineData(1440, false)]
    public void The_margin_is_between_1_and_1439_minutes(int minutes, bool admitted)
    {
        FlannelErrorKind? error = LeaseKeeper.Begin(Day, TimeSpan.FromMinutes(minutes)).Error?.Kind;

        Assert.Equal(admitted ? null : FlannelErrorKind.MarginOutOfRange, error);
    }

    [Fact]
    public void A_lease_is_renewed_an_hour_before_it_ends()
    {
        LeaseKeeper early = Keeper.Tick(TimeSpan.FromHours(23) - TimeSpan.FromTicks(1), Renewed);
        LeaseKeeper due = early.Tick(TimeSpan.FromHours(23), Renewed);

        Assert.Same(Keeper, early);
        Assert.Equal((TimeSpan.FromHours(47), TimeSpan.FromHours(46)), (due.Lease.Expires, due.DueAt));
    }

    [Fact]
    public void A_renewal_that_fails_is_tried_again_after_a_minute()
    {
        LeaseKeeper failed = Keeper.Tick(TimeSpan.FromHours(23), _ => null);

        Assert.Equal((Day, TimeSpan.FromHours(23) + TimeSpan.FromMinutes(1)), (failed.Lease, failed.DueAt));
    }

    [Fact]
    public void A_lease_that_is_gone_ends_the_daemon()
    {
        LeaseKeeper ended = Keeper.Observe(LeaseEvent.Removed(Day));

        Assert.True(ended.HasEnded);
        Assert.Same(ended, ended.Tick(TimeSpan.FromHours(23), _ => throw new InvalidOperationException("it does not renew")));
    }

    [Fact]
    public void A_lease_that_another_wrote_has_its_new_end()
    {
        LeaseKeeper observed = Keeper.Observe(LeaseEvent.Added(Day with { Attributes = At("9.9.9.9"), Expires = TimeSpan.FromHours(30) }));

        Assert.Equal((Day with { Expires = TimeSpan.FromHours(30) }, TimeSpan.FromHours(29)), (observed.Lease, observed.DueAt));
    }

    [Fact]
    public void Leases_of_others_are_nothing_to_it() => Assert.Same(Keeper, Keeper.Observe(LeaseEvent.Removed(Lease("10.3.2.0/24"))));

    [Fact]
    public void A_reservation_is_never_renewed()
    {
        LeaseKeeper keeper = LeaseKeeper.Begin(Lease("10.3.1.0/24"), LeaseKeeper.DefaultMargin).Value!;

        Assert.Null(keeper.DueAt);
        Assert.Same(keeper, keeper.Tick(TimeSpan.FromDays(999), Renewed));
    }
}
