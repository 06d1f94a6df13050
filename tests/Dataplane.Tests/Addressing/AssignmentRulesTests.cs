using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing;

/// <summary>The rules of automatic assignment, one by one.</summary>
public sealed class AssignmentRulesTests
{
    private readonly CalicoIpam _ipam = new();

    public AssignmentRulesTests()
    {
        foreach (string node in new[] { "node-a", "node-b" })
        {
            _ipam.PutNode(node, LabelSet.Create([KeyValuePair.Create("zone", "x")]));
        }
    }

    [Fact]
    public void Own_blocks_are_used_in_the_order_of_their_keys()
    {
        Put("p", "10.0.0.0/24", 26);
        _ipam.ClaimAffinity("node-a", IpamReplay.Prefix("10.0.0.0/24"));

        Assert.Equal("10.0.0.0/26 10.0.0.128/26 10.0.0.192/26 10.0.0.64/26", string.Join(' ', Take("node-a", 256)
            .Select(address => IpPrefix.Of(IpamReplay.Address(address.Split('/')[0]), 26)).Distinct()));
    }

    [Fact]
    public void An_address_comes_with_the_prefix_length_of_its_block()
    {
        Put("p", "10.0.0.0/30", 30);

        Assert.Equal(["10.0.0.0/30"], Take("node-a", 1));
    }

    [Fact]
    public void A_pool_that_is_named_need_not_select_the_node_nor_be_automatic()
    {
        Put("p", "10.0.0.0/24", 26);
        _ipam.PutPool(Pool("q", "10.1.0.0/24", 26) with { AssignmentMode = AssignmentMode.Manual, NodeSelector = Selector.Parse("zone == 'y'") });

        Assert.StartsWith("10.0.", Take("node-a", 1)[0], StringComparison.Ordinal);
        Assert.StartsWith("10.1.", Ask("node-a", 1, pool: "10.1.0.0/24").V4.Addresses[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_selector_asks_the_labels_of_the_namespace()
    {
        _ipam.PutPool(Pool("p", "10.0.0.0/24", 26) with { AllowedUses = AddressUses.Workload, NamespaceSelector = Selector.Parse("env == 'prod'") });

        Assert.Equal(IpamErrorKind.NoUsablePool, Ask("node-a", 1).Error?.Kind);
        Assert.Single(_ipam.Assign(new("node-a") { V4Count = 1, NamespaceLabels = LabelSet.Create([KeyValuePair.Create("env", "prod")]) }).V4.Addresses);
    }

    [Fact]
    public void The_block_limit_counts_only_blocks_in_pools_of_the_request()
    {
        Put("p", "10.0.0.0/28", 30);
        Put("q", "10.1.0.0/28", 30);
        _ipam.Configure(new() { StrictAffinity = true, MaxBlocksPerHost = 1 });

        Assert.Equal(4, Ask("node-a", 5, pool: "10.0.0.0/28").V4.Addresses.Length);
        AssignResult other = Ask("node-a", 5, pool: "10.1.0.0/28");
        Assert.Equal((4, IpamErrorKind.BlockLimit, Shortfall.BlockLimit), (other.V4.Addresses.Length, other.Error?.Kind, other.V4.Shortfall));
        Assert.Equal(2, _ipam.Read().Blocks.Length);
    }

    [Theory]
    [InlineData(0, 0, 20)]
    [InlineData(2, 0, 2)]
    [InlineData(0, 3, 3)]
    [InlineData(2, 3, 2)]
    [InlineData(4, 3, 3)]
    public void The_lower_of_the_limits_that_are_set_counts(int requested, int configured, int expected)
    {
        Put("p", "10.0.0.0/24", 30);
        _ipam.Configure(new() { StrictAffinity = true, MaxBlocksPerHost = configured });
        _ipam.Assign(new("node-a") { V4Count = 256, MaxBlocksPerHost = requested });

        Assert.Equal(expected, _ipam.Read().Blocks.Length);
    }

    [Fact]
    public void A_handle_counts_what_was_asked_of_a_block_and_keeps_the_rest()
    {
        Put("p", "10.0.0.0/28", 30);
        Take("node-a", 6, "h");
        IpPrefix first = _ipam.Read().Affinities.Select(affinity => affinity.Cidr).MinBy(cidr => _ipam.Read().Blocks.Single(block => block.Cidr == cidr).Sequence);
        Assert.Equal(6, _ipam.Read().Handles.Single().Counts[first]);

        Assert.Null(_ipam.ReleaseByHandle("h"));
        Assert.Equal(2, Assert.Single(_ipam.Read().Handles).Counts.Single().Value);
    }

    [Fact]
    public void An_empty_block_of_another_is_taken_over_after_a_minute_and_not_before()
    {
        Put("p", "10.0.0.0/30", 30);
        _ipam.ClaimAffinity("node-b", IpamReplay.Prefix("10.0.0.0/30"));
        _ipam.Configure(new() { StrictAffinity = true });
        _ipam.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(Shortfall.StrictAffinity, Ask("node-a", 1).V4.Shortfall);

        _ipam.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(Take("node-a", 1));
        Assert.Equal("host:node-a", Assert.Single(_ipam.Read().Affinities).Owner.ToString());
    }

    [Fact]
    public void A_borrowed_address_names_its_node_in_the_block_of_another()
    {
        Put("p", "10.0.0.0/30", 30);
        Take("node-b", 1);
        Take("node-a", 1);

        AddressBlock block = Assert.Single(_ipam.Read().Blocks);
        Assert.Equal("host:node-b", block.Owner?.ToString());
        Assert.Equal(("node-b", "node-a"), (block.Allocations[0]!.Attributes.Node, block.Allocations[1]!.Attributes.Node));
    }

    [Fact]
    public void A_block_whose_pool_no_longer_selects_the_node_is_released_once_it_is_empty()
    {
        Put("p", "10.0.0.0/30", 30);
        Put("q", "10.1.0.0/30", 30);
        _ipam.ClaimAffinity("node-a", IpamReplay.Prefix("10.0.0.0/30"));
        Take("node-a", 1, "h");
        _ipam.PutPool(Pool("p", "10.0.0.0/30", 30) with { NodeSelector = Selector.Parse("zone == 'y'") });

        Assert.StartsWith("10.1.", Take("node-a", 1)[0], StringComparison.Ordinal);
        Assert.Equal(2, _ipam.Read().Blocks.Length);
        _ipam.ReleaseByHandle("h");
        Assert.Equal("10.1.0.0/30", Assert.Single(_ipam.Read().Blocks).Cidr.ToString());
    }

    [Fact]
    public void A_range_that_is_reserved_is_passed_over_however_wide_it_is()
    {
        _ipam.PutPool(new("p", IpamReplay.Prefix("fd00::/48")));
        _ipam.Reserve([IpamReplay.Prefix("fd00::/49")]);
        _ipam.PutPool(new("q", IpamReplay.Prefix("fd01::/48")));
        _ipam.Reserve([IpamReplay.Prefix("fd00::/48"), IpamReplay.Prefix("fd01::/49")]);

        foreach (string node in new[] { "node-a", "node-b" })
        {
            IpAddress address = Assert.Single(_ipam.Assign(new(node) { V6Count = 1 }).V6.Addresses).Address;
            Assert.True(IpamReplay.Prefix("fd01:0:0:8000::/49").Contains(address));
        }
    }

    [Fact]
    public void Reserved_addresses_keep_their_place_in_the_queue()
    {
        Put("p", "10.0.0.0/30", 30);
        _ipam.Reserve([IpamReplay.Prefix("10.0.0.1/32")]);

        Assert.Equal(["10.0.0.0/30", "10.0.0.2/30"], Take("node-a", 2));
        Assert.Equal([1, 3], Assert.Single(_ipam.Read().Blocks).Free.AsEnumerable());
    }

    [Fact]
    public void With_as_many_addresses_as_a_handle_may_have_those_are_the_answer()
    {
        Put("p", "10.0.0.0/30", 30);
        Take("node-a", 1, "h");

        Assert.Equal("10.0.0.0/32", Assert.Single(_ipam.Assign(new("node-a") { V4Count = 1, Handle = "h", MaxPerHandle = 1 }).V4.Addresses).ToString());
    }

    [Fact]
    public void Windows_keeps_the_ends_of_its_blocks_and_has_no_use_for_small_ones()
    {
        Put("p", "10.0.0.0/28", 29);
        Put("small", "10.1.0.0/28", 30);
        _ipam.Configure(new() { StrictAffinity = true });
        IpPrefix ensured = _ipam.EnsureBlock("node-a", HostReservation.Windows).Block!.Value;

        AddressBlock block = Assert.Single(_ipam.Read().Blocks);
        Assert.Equal((ensured, true), (block.Cidr, block.IsEmpty));
        Assert.Equal([3, 4, 5, 6], block.Free.AsEnumerable());
        Assert.Equal(ensured, _ipam.EnsureBlock("node-a", HostReservation.Windows).Block);
        Assert.Equal(8, _ipam.Assign(new("node-a") { V4Count = 20, Reservation = HostReservation.Windows }).V4.Addresses.Length);
        Assert.Equal(IpamErrorKind.InvalidReservation, _ipam.EnsureBlock("node-a", new(0, 0, "none")).Error?.Kind);
    }

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(false, true, 1)]
    public void Settings_that_need_strict_affinity_are_refused_without_it(bool strict, bool automatic, int limit)
    {
        IpamConfig config = new() { StrictAffinity = strict, AutoAllocateBlocks = automatic, MaxBlocksPerHost = limit };

        Assert.Equal(IpamErrorKind.InvalidConfig, _ipam.Configure(config)?.Kind);
        Assert.Equal(IpamConfig.Default, _ipam.Config);
        Assert.Null(_ipam.Configure(config with { StrictAffinity = true }));
    }

    private static AddressPool Pool(string name, string cidr, int blockSize) => new(name, IpamReplay.Prefix(cidr)) { BlockSize = blockSize };

    private void Put(string name, string cidr, int blockSize) => Assert.Null(_ipam.PutPool(Pool(name, cidr, blockSize)));

    private AssignResult Ask(string node, int count, string? handle = null, string? pool = null) => _ipam.Assign(new(node)
    {
        V4Count = count,
        Handle = handle,
        V4Pools = pool is null ? [] : [IpamReplay.Prefix(pool)],
    });

    private string[] Take(string node, int count, string? handle = null) => [.. Ask(node, count, handle).V4.Addresses.Select(assigned => assigned.ToString())];
}
