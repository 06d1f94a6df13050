using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Sets;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Leases;

/// <summary>What holds of leases whatever nodes ask for, in whatever order.</summary>
public sealed class LeasePropertyTests
{
    private static readonly FlannelConfig Small = Config("""{"Network": "10.3.0.0/21", "Backend": {"Type": "host-gw"}}""");

    [Fact]
    public void I29_a_new_lease_lies_in_range_has_the_length_and_overlaps_no_live_lease() =>
        TestKit.Property.Holds<(byte Kind, byte Node, byte Choice)[]>(steps =>
        {
            FlannelLeases leases = new(Small);
            foreach ((byte kind, byte node, byte choice) in steps)
            {
                LeaseKey some = new(IpPrefix.Of(Block("10.3.0.0/21").AddressAt((UInt128)(choice * 8)), 23 + (node % 4)));
                switch (kind % 4)
                {
                    case 0: leases.Advance(TimeSpan.FromHours(choice % 30)); break;
                    case 1: leases.Reserve(some, At("9.9.9.9")); break;
                    case 2: leases.Revoke(some); break;
                    default: Acquire(leases, node, choice); break;
                }
            }
        });

    private static void Acquire(FlannelLeases leases, byte node, byte choice)
    {
        List<FlannelLease> before = [.. leases.Leases];
        IpPrefix? previous = choice % 3 == 0 ? IpPrefix.Of(Block("10.3.0.0/21").AddressAt((UInt128)(choice * 8)), 24) : null;
        LeaseAnswer answer = leases.Acquire(new(At($"1.1.1.{node % 12}")) { PreviousSubnet = previous }, count => choice % count);
        if (answer.Lease is null)
        {
            Assert.Equal(FlannelErrorKind.OutOfSubnets, answer.Error!.Kind);
            Assert.Empty(LeaseChoice.Candidates(Small.V4, before.Select(lease => lease.Subnet!.Value)));
        }
        else if (answer.Writes[^1].Kind == RegistryWriteKind.Create)
        {
            IpPrefix subnet = answer.Lease.Subnet!.Value;
            Assert.Equal(24, subnet.Length);
            Assert.True(Small.V4.SubnetMin <= subnet.First && subnet.First <= Small.V4.SubnetMax);

            // A subnet that the node had before is compared as a whole only.
            Assert.DoesNotContain(before, lease => lease.Subnet is { } live
                && (subnet == previous ? live == subnet : live.Covers(subnet) || subnet.Covers(live)));
        }
    }

    [Fact]
    public void F12_who_misses_the_end_of_its_lease_stops_before_the_subnet_has_two_owners() =>
        TestKit.Property.Holds<(byte Kind, byte Node, byte Choice)[]>(steps =>
        {
            LeaseCluster cluster = new(Small);
            foreach ((byte kind, byte node, byte choice) in steps)
            {
                switch (kind % 5)
                {
                    case 0: cluster.Start(node % 4, 1, TimeSpan.FromMinutes(1 + (choice * 4)), choice); break;
                    case 1: cluster.Cut(node % 4, isCut: true); break;
                    case 2: cluster.Cut(node % 4, isCut: false); break;
                    default: cluster.Advance(TimeSpan.FromMinutes(choice * 10)); break;
                }

                AssertRoutesFollowLeases(cluster);
            }

            AssertEveryRunningDaemonHasItsLease(cluster);
        });

    [Fact]
    public void F13_a_lease_is_renewed_before_it_ends_for_every_margin_and_any_clock_that_ticks_each_minute() =>
        TestKit.Property.Holds<(ushort Margin, byte[] Ticks)>(run =>
        {
            FlannelLeases leases = new(Small);
            FlannelLease lease = leases.Acquire(new(At("1.1.1.1")), First).Lease!;
            LeaseKeeper keeper = LeaseKeeper.Begin(lease, TimeSpan.FromMinutes(1 + (run.Margin % 1439))).Value!;
            foreach (byte tick in run.Ticks ?? [])
            {
                leases.Advance(keeper.DueAt!.Value - leases.Now - TimeSpan.FromTicks(1));
                leases.Advance(LeaseKeeper.Retry * (1 + tick) / 256);
                keeper = keeper.Tick(leases.Now, now => leases.Renew(new(now.Subnet!.Value), now.Attributes));

                Assert.Equal(leases.Now + FlannelLeases.Lifetime, keeper.Lease.Expires);
                Assert.DoesNotContain(leases.Events, change => change.Kind == LeaseEventKind.Removed);
            }
        });

    [Fact]
    public void F14_after_a_change_of_its_public_address_a_node_has_one_route_at_the_others_once_the_old_lease_ended() =>
        TestKit.Property.Holds<(byte Node, byte Address, byte Hours)[]>(changes =>
        {
            LeaseCluster cluster = new(Config("""{"Network": "10.3.0.0/16", "Backend": {"Type": "host-gw"}}"""));
            foreach ((byte node, byte address, byte hours) in changes)
            {
                cluster.Start(node % 4, address, LeaseKeeper.DefaultMargin, address);
                cluster.Advance(TimeSpan.FromHours(hours % 8));
                AssertRoutesFollowLeases(cluster);
            }

            cluster.Advance(FlannelLeases.Lifetime);
            AssertRoutesFollowLeases(cluster);
            Assert.Equal(cluster.Running.Count(), cluster.Leases.Leases.Length);
            Assert.All(cluster.Running, daemon => Assert.Equal(cluster.Running.Count() - 1, daemon.State.Routes.Length));
        });

    private static void AssertRoutesFollowLeases(LeaseCluster cluster)
    {
        foreach (LeaseCluster.Daemon daemon in cluster.Running.Where(daemon => !daemon.IsCut))
        {
            Assert.Equal(
                cluster.Leases.Leases.Where(lease => lease.Subnet != daemon.Keeper.Lease.Subnet)
                    .OrderBy(lease => lease.Subnet!.Value.First)
                    .Select(lease => $"{lease.Subnet} via {lease.Attributes.PublicIp}").ToArray(),
                daemon.Routes);
        }
    }

    private static void AssertEveryRunningDaemonHasItsLease(LeaseCluster cluster) => Assert.All(
        cluster.Running.Where(daemon => !daemon.IsCut),
        daemon => Assert.Contains(cluster.Leases.Leases, lease =>
            lease.Subnet == daemon.Keeper.Lease.Subnet && lease.Attributes == daemon.Keeper.Lease.Attributes));
}
