using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing;

/// <summary>What the recorded sequences do not ask.</summary>
public sealed class CalicoIpamTests
{
    private readonly CalicoIpam _ipam = new();

    public CalicoIpamTests() => _ipam.PutNode("node-a", LabelSet.Empty);

    [Theory]
    [InlineData("10.0.0.0/24", 19)]
    [InlineData("10.0.0.0/24", 33)]
    [InlineData("10.0.0.0/27", 26)]
    [InlineData("169.254.0.0/24", 26)]
    [InlineData("0.0.0.0/0", 26)]
    [InlineData("fe80::/64", 122)]
    [InlineData("fd00::/64", 64)]
    [InlineData("10.1.0.0/16", 26)]
    public void A_pool_that_breaks_a_rule_changes_nothing(string cidr, int blockSize)
    {
        Assert.Null(_ipam.PutPool(Pool("first", "10.1.0.0/24", 26)));

        Assert.Equal(IpamErrorKind.InvalidPool, _ipam.PutPool(Pool("second", cidr, blockSize))?.Kind);
        Assert.Equal(2, _ipam.Utilization().Count);
    }

    [Fact]
    public void The_range_and_the_block_size_of_a_pool_never_change()
    {
        Assert.Null(_ipam.PutPool(Pool("p", "10.1.0.0/24", 26)));

        Assert.Equal(IpamErrorKind.InvalidPool, _ipam.PutPool(Pool("p", "10.1.0.0/24", 27))?.Kind);
        Assert.Equal(IpamErrorKind.InvalidPool, _ipam.PutPool(Pool("p", "10.2.0.0/24", 26))?.Kind);
        Assert.Null(_ipam.PutPool(Pool("p", "10.1.0.0/24", 26) with { Disabled = true }));
    }

    [Theory]
    [InlineData(AddressUses.LoadBalancer | AddressUses.Workload, "all()", null)]
    [InlineData(AddressUses.LoadBalancer, "has(zone)", null)]
    [InlineData(AddressUses.Tunnel, "all()", "has(team)")]
    [InlineData(AddressUses.Workload, "global()", null)]
    public void Uses_and_selectors_of_a_pool_that_exclude_each_other_are_refused(AddressUses uses, string nodes, string? namespaces)
    {
        AddressPool pool = Pool("p", "10.1.0.0/24", 26) with { AllowedUses = uses, NodeSelector = Selector.Parse(nodes), NamespaceSelector = namespaces is null ? null : Selector.Parse(namespaces) };

        Assert.Equal(IpamErrorKind.InvalidPool, _ipam.PutPool(pool)?.Kind);
    }

    [Fact]
    public void A_disabled_pool_may_be_smaller_than_a_block()
    {
        AddressPool pool = Pool("p", "10.1.0.0/27", 26) with { Disabled = true };

        Assert.Null(_ipam.PutPool(pool));
        Assert.Equal(IpamErrorKind.InvalidPool, _ipam.PutPool(pool with { Disabled = false })?.Kind);
    }

    [Fact]
    public void A_new_pool_over_blocks_of_another_size_is_refused()
    {
        _ipam.PutPool(Pool("p", "10.1.0.0/24", 26));
        _ipam.Assign(One());
        Assert.Null(_ipam.RemovePool("p"));

        Assert.Equal(IpamErrorKind.InvalidPool, _ipam.PutPool(Pool("q", "10.1.0.0/24", 27))?.Kind);
        Assert.Null(_ipam.PutPool(Pool("q", "10.1.0.0/24", 26)));
        Assert.Equal(IpamErrorKind.PoolNotFound, _ipam.RemovePool("p")?.Kind);
    }

    [Fact]
    public void A_disabled_pool_hands_out_nothing_and_takes_back()
    {
        _ipam.PutPool(Pool("p", "10.1.0.0/24", 26));
        IpAddress address = Assert.Single(_ipam.Assign(One()).V4.Addresses).Address;
        _ipam.PutPool(Pool("p", "10.1.0.0/24", 26) with { Disabled = true });

        Assert.Equal(IpamErrorKind.NoUsablePool, _ipam.Assign(One()).Error?.Kind);
        Assert.Equal(IpamErrorKind.PoolNotFound, _ipam.Assign(One() with { V4Pools = [Prefix("10.1.0.0/24")] }).Error?.Kind);
        Assert.Equal(IpamErrorKind.AddressOutsidePools, _ipam.AssignAddress("node-a", address, "h")?.Kind);
        Assert.Empty(_ipam.Release([address]).Unallocated);
    }

    [Fact]
    public void Load_balancers_have_blocks_that_belong_to_no_node()
    {
        _ipam.PutPool(Pool("lb", "10.1.0.0/24", 26) with { AllowedUses = AddressUses.LoadBalancer });

        Assert.Null(_ipam.Assign(new("unknown") { V4Count = 1, Use = AddressUses.LoadBalancer }).Error);
        Assert.Equal("virtual:load-balancer", Assert.Single(_ipam.Read().Blocks).Owner?.ToString());
        Assert.Equal(IpamErrorKind.NodeNotFound, _ipam.Assign(new("unknown") { V4Count = 1 }).Error?.Kind);
    }

    [Fact]
    public void Releasing_the_affinities_of_a_pool_leaves_the_addresses_in_use()
    {
        _ipam.PutPool(Pool("p", "10.1.0.0/24", 26));
        _ipam.Assign(One());
        _ipam.ClaimAffinity("node-a", Prefix("10.1.0.0/24"));

        Assert.Equal(IpamErrorKind.BlockNotEmpty, _ipam.ReleasePoolAffinities("p", mustBeEmpty: true)?.Kind);
        Assert.NotNull(Assert.Single(_ipam.Read().Blocks).Owner);
        Assert.Null(_ipam.ReleasePoolAffinities("p"));
        AddressBlock block = Assert.Single(_ipam.Read().Blocks);
        Assert.Null(block.Owner);
        Assert.Equal("h", block.Allocations[0]?.Handle);
        Assert.Equal(IpamErrorKind.PoolNotFound, _ipam.ReleasePoolAffinities("q")?.Kind);
    }

    [Fact]
    public void A_large_IPv6_pool_is_assigned_from_without_visiting_all_its_blocks()
    {
        _ipam.PutPool(Pool("p", "fd00::/48", 122));

        AssignResult result = _ipam.Assign(new("node-a") { V6Count = 65, Handle = "h" });

        Assert.Null(result.Error);
        Assert.Equal(65, result.V6.Addresses.Distinct().Count());
        Assert.Equal(2, _ipam.Read().Blocks.Length);
    }

    [Fact]
    public void A_range_of_too_many_blocks_is_not_claimed()
    {
        _ipam.PutPool(Pool("p", "fd00::/48", 122));

        Assert.Equal(IpamErrorKind.RangeTooLarge, _ipam.ClaimAffinity("node-a", Prefix("fd00::/48")).Error?.Kind);
        Assert.Empty(_ipam.Read().Blocks);
        Assert.Equal(1024, _ipam.ClaimAffinity("node-a", Prefix("fd00::/112")).Claimed.Length);
    }

    private static AssignRequest One() => new("node-a") { V4Count = 1, Handle = "h" };

    private static AddressPool Pool(string name, string cidr, int blockSize) => new(name, Prefix(cidr)) { BlockSize = blockSize };

    private static IpPrefix Prefix(string text) => IpamReplay.Prefix(text);
}
