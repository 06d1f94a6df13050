using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Sets;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Leases;

/// <summary>How nodes come by leases, and how long these last.</summary>
public sealed class FlannelLeasesTests
{
    private const string Range = """{"Network": "10.3.0.0/16", "SubnetMin": "10.3.1.0", "SubnetMax": "10.3.5.0"}""";

    private readonly FlannelLeases _leases = new(Config(Range));

    private static LeaseRequest Node(string publicIp, string? previous = null) =>
        new(At(publicIp)) { PreviousSubnet = previous is null ? null : Block(previous) };

    private static List<string> Candidates(string json, params string[] leased) =>
        [.. LeaseChoice.Candidates(Config(json).V4, leased.Select(Block)).Select(subnet => $"{subnet}")];

    [Fact]
    public void The_candidates_are_the_first_hundred_free_subnets()
    {
        List<string> candidates = Candidates("""{"Network": "10.244.0.0/16"}""", "10.244.2.0/24");

        Assert.Equal(100, candidates.Count);
        Assert.Equal(("10.244.1.0/24", "10.244.101.0/24"), (candidates[0], candidates[^1]));
    }

    [Theory]
    [InlineData("10.3.2.0/23", "10.3.1.0/24 10.3.4.0/24 10.3.5.0/24")]
    [InlineData("10.3.2.128/25", "10.3.1.0/24 10.3.3.0/24 10.3.4.0/24 10.3.5.0/24")]
    public void A_lease_of_another_length_takes_every_candidate_that_it_overlaps(string leased, string expected) =>
        Assert.Equal(expected, string.Join(' ', Candidates(Range, leased)));

    [Fact]
    public void The_candidates_end_where_addresses_end() =>
        Assert.Equal("255.255.254.0/24 255.255.255.0/24", string.Join(' ', Candidates("""{"Network": "255.0.0.0/8", "SubnetMin": "255.255.254.0"}""")));

    [Theory]
    [InlineData("fc00::/17", "fc00:8000::/64")]
    [InlineData("fc00::/16", null)]
    [InlineData("::/0", null)]
    public void A_lease_that_covers_countless_candidates_is_passed_in_one_step(string leased, string? first)
    {
        FlannelSubnets network = Config("""{"EnableIPv4": false, "EnableIPv6": true, "IPv6Network": "fc00::/16"}""").V6;

        Assert.Equal(first, LeaseChoice.Candidates(network, [Block(leased)]).Select(subnet => $"{subnet}").FirstOrDefault());
    }

    [Fact]
    public void One_candidate_is_drawn_and_leased_for_a_day()
    {
        LeaseAnswer answer = _leases.Acquire(Node("1.2.3.4"), count => count - 1);

        Assert.Equal(Block("10.3.5.0/24"), answer.Lease!.Subnet);
        Assert.Equal(TimeSpan.FromHours(24), answer.Lease.Expires);
        Assert.Equal([new RegistryWrite(RegistryWriteKind.Create, Key("10.3.5.0-24"), FlannelLeases.Lifetime)], answer.Writes.AsEnumerable());
    }

    [Fact]
    public void A_node_is_known_by_its_public_address_and_its_lease_renewed()
    {
        _leases.Acquire(Node("1.2.3.4"), First);
        _leases.Advance(TimeSpan.FromHours(5));
        LeaseAnswer again = _leases.Acquire(Node("1.2.3.4", "10.3.4.0/24"), First);

        Assert.Equal(Block("10.3.1.0/24"), again.Lease!.Subnet);
        Assert.Equal(TimeSpan.FromHours(29), again.Lease.Expires);
        Assert.Equal(RegistryWriteKind.Update, Assert.Single(again.Writes).Kind);
    }

    [Fact]
    public void A_reservation_stays_without_end()
    {
        _leases.Reserve(Key("10.3.2.0-24"), At("1.2.3.4"));
        LeaseAnswer answer = _leases.Acquire(Node("1.2.3.4"), First);
        _leases.Advance(TimeSpan.FromDays(999));

        Assert.Equal([new RegistryWrite(RegistryWriteKind.Update, Key("10.3.2.0-24"))], answer.Writes.AsEnumerable());
        Assert.Equal(Block("10.3.2.0/24"), Assert.Single(_leases.Leases).Subnet);
    }

    [Theory]
    [InlineData("10.3.9.0-24")]
    [InlineData("10.3.2.0-25")]
    [InlineData("10.3.2.0-24&fc00::-64")]
    public void A_lease_that_the_configuration_does_not_admit_is_deleted_and_replaced(string key)
    {
        _leases.Renew(Key(key), At("1.2.3.4"));
        LeaseAnswer answer = _leases.Acquire(Node("1.2.3.4"), First);

        Assert.Equal([RegistryWriteKind.Delete, RegistryWriteKind.Create], answer.Writes.Select(write => write.Kind));
        Assert.Equal(Block("10.3.1.0/24"), Assert.Single(_leases.Leases).Subnet);
    }

    [Fact]
    public void A_deleted_lease_of_the_node_itself_still_counts_as_leased_in_the_same_attempt()
    {
        _leases.Renew(Key("10.3.1.0-25"), At("1.2.3.4"));

        Assert.Equal(Block("10.3.2.0/24"), _leases.Acquire(Node("1.2.3.4"), First).Lease!.Subnet);
    }

    [Theory]
    [InlineData("10.3.4.0/24", "10.3.4.0/24")]
    [InlineData("10.3.4.0/25", "10.3.1.0/24")]
    [InlineData("10.3.9.0/24", "10.3.1.0/24")]
    [InlineData("10.3.5.0/24", "10.3.1.0/24")]
    public void The_previous_subnet_is_taken_again_if_it_is_free_and_admitted(string previous, string expected)
    {
        _leases.Renew(Key("10.3.5.0-24"), At("9.9.9.9"));

        Assert.Equal(Block(expected), _leases.Acquire(Node("1.2.3.4", previous), First).Lease!.Subnet);
    }

    [Fact]
    public void The_previous_subnet_is_compared_as_a_whole_so_that_it_may_overlap_a_lease_of_another_length()
    {
        _leases.Renew(Key("10.3.4.0-25"), At("9.9.9.9"));

        Assert.Equal(Block("10.3.4.0/24"), _leases.Acquire(Node("1.2.3.4", "10.3.4.0/24"), First).Lease!.Subnet);
    }

    [Fact]
    public void Without_a_free_subnet_there_is_no_lease()
    {
        for (int node = 1; node <= 5; node++)
        {
            Assert.Null(_leases.Acquire(Node($"9.9.9.{node}"), First).Error);
        }

        LeaseAnswer answer = _leases.Acquire(Node("1.2.3.4"), First);
        Assert.Equal(FlannelErrorKind.OutOfSubnets, answer.Error!.Kind);
        Assert.Null(answer.Lease);
        Assert.Empty(answer.Writes);
    }

    [Fact]
    public void Who_loses_the_race_has_an_error_and_does_not_try_again()
    {
        LeaseDecision slow = _leases.Decide(Node("1.2.3.4"), First);
        Assert.Null(_leases.Acquire(Node("9.9.9.9"), First).Error);
        LeaseAnswer answer = _leases.Write(slow);

        Assert.Equal(FlannelErrorKind.SubnetTaken, answer.Error!.Kind);
        Assert.Equal(Ip("9.9.9.9"), Assert.Single(_leases.Leases).Attributes.PublicIp);
    }

    [Fact]
    public void A_node_of_both_families_draws_a_subnet_of_each()
    {
        FlannelLeases leases = new(Config("""{"EnableIPv6": true, "Network": "10.3.0.0/16", "IPv6Network": "fc00::/48"}"""));
        leases.Acquire(Node("9.9.9.9"), First);
        FlannelLease lease = leases.Acquire(Node("1.2.3.4"), First).Lease!;

        Assert.Equal((Block("10.3.2.0/24"), Block("fc00:0:0:2::/64")), (lease.Subnet, lease.SubnetV6));
        Assert.Equal(lease, leases.Acquire(Node("1.2.3.4"), First).Lease);
    }

    [Fact]
    public void Either_family_may_be_out_of_subnets()
    {
        FlannelLeases leases = new(Config("""{"EnableIPv6": true, "Network": "10.3.0.0/16", "IPv6Network": "fc00::/124", "IPv6SubnetMax": "fc00::4"}"""));
        leases.Acquire(Node("9.9.9.9"), First);

        Assert.Equal(FlannelErrorKind.OutOfSubnets, leases.Acquire(Node("1.2.3.4"), First).Error!.Kind);
    }

    [Fact]
    public void Leases_in_etcd_need_IPv4() => Assert.Equal(
        FlannelErrorKind.Unsupported,
        new FlannelLeases(Config("""{"EnableIPv4": false, "EnableIPv6": true, "IPv6Network": "fc00::/48"}""")).Acquire(Node("1.2.3.4"), First).Error!.Kind);

    [Fact]
    public void A_configuration_that_does_not_stand_gives_no_lease() => Assert.Equal(
        FlannelErrorKind.NetworkTooSmall,
        new FlannelLeases(FlannelConfig.Read("""{"Network": "10.3.0.0/29"}""").Value!).Acquire(Node("1.2.3.4"), First).Error!.Kind);

    [Fact]
    public void A_lease_ends_a_day_after_its_last_renewal_and_its_subnet_is_free_then()
    {
        _leases.Acquire(Node("9.9.9.9"), First);
        _leases.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        Assert.Single(_leases.Leases);
        _leases.Advance(TimeSpan.FromTicks(1));
        Assert.Empty(_leases.Leases);

        Assert.Equal(Block("10.3.1.0/24"), _leases.Acquire(Node("1.2.3.4"), First).Lease!.Subnet);
    }

    [Fact]
    public void Changes_are_told_in_order_and_removals_without_attributes()
    {
        _leases.Renew(Key("10.3.2.0-24"), At("9.9.9.9"));
        _leases.Advance(TimeSpan.FromHours(1));
        _leases.Renew(Key("10.3.1.0-24"), At("9.9.9.8"));
        _leases.Advance(TimeSpan.FromHours(48));
        _leases.Revoke(Key("10.3.1.0-24"));

        Assert.Equal(
            ["added 10.3.2.0/24", "added 10.3.1.0/24", "removed 10.3.2.0/24", "removed 10.3.1.0/24"],
            _leases.Events.Select(Text).ToArray());
        Assert.Equal("", _leases.Events[^1].Lease.Attributes.BackendType);
    }

    [Fact]
    public void Who_renews_after_the_end_before_hearing_of_it_takes_the_subnet_back()
    {
        FlannelLease old = _leases.Acquire(Node("9.9.9.9"), First).Lease!;
        _leases.Advance(FlannelLeases.Lifetime);
        _leases.Acquire(Node("1.2.3.4"), First);
        _leases.Renew(Key("10.3.1.0-24"), old.Attributes);

        Assert.Equal(old.Attributes, Assert.Single(_leases.Leases).Attributes);
    }
}
