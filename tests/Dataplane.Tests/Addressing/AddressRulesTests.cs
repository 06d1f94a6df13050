using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing;

/// <summary>The rules of single addresses, releases and affinities, one by one.</summary>
public sealed class AddressRulesTests
{
    private static readonly IpAddress First = IpAddress.V4(0x0A000000);

    private readonly CalicoIpam _ipam = new();

    public AddressRulesTests()
    {
        _ipam.PutNode("node-a", LabelSet.Empty);
        _ipam.PutPool(Pool);
    }

    private static AddressPool Pool => new("p", IpamReplay.Prefix("10.0.0.0/28")) { BlockSize = 30 };

    [Fact]
    public void An_address_that_is_named_claims_its_block_and_need_not_be_in_an_automatic_pool()
    {
        _ipam.PutPool(Pool with { AssignmentMode = AssignmentMode.Manual, NodeSelector = Selector.Parse("has(zone)") });

        Assert.Null(_ipam.AssignAddress("node-a", First, "h"));
        Assert.Equal(IpamErrorKind.AlreadyAssigned, _ipam.AssignAddress("node-a", First, "h")?.Kind);
        Assert.Equal("host:node-a", Assert.Single(_ipam.Read().Affinities).Owner.ToString());
    }

    [Fact]
    public void A_use_is_checked_where_it_is_told()
    {
        _ipam.PutPool(Pool with { AllowedUses = AddressUses.Tunnel });

        Assert.Equal(IpamErrorKind.UseNotAllowed, _ipam.AssignAddress("node-a", First, "h", AddressUses.Workload)?.Kind);
        Assert.Null(_ipam.AssignAddress("node-a", First, "h"));
    }

    [Fact]
    public void With_strict_affinity_an_address_of_anothers_block_is_refused_and_otherwise_borrowed()
    {
        _ipam.ClaimAffinity("node-b", IpamReplay.Prefix("10.0.0.0/30"));
        _ipam.Configure(new() { StrictAffinity = true });
        Assert.Equal(IpamErrorKind.AffinityMismatch, _ipam.AssignAddress("node-a", First, "h")?.Kind);

        _ipam.Configure(IpamConfig.Default);
        Assert.Null(_ipam.AssignAddress("node-a", First, "h"));
        Assert.Equal(IpamErrorKind.AddressOutsidePools, _ipam.AssignAddress("node-a", IpAddress.V4(0x0B000000), "h")?.Kind);
    }

    [Fact]
    public void A_release_with_another_handle_or_an_old_sequence_number_changes_nothing()
    {
        _ipam.AssignAddress("node-a", First, "h");
        long sequence = Held().Sequence;
        _ipam.Release([First]);
        _ipam.AssignAddress("node-a", First, "h");

        Assert.Equal(IpamErrorKind.HandleMismatch, _ipam.Release([First], "other").Error?.Kind);
        Assert.Equal(IpamErrorKind.SequenceMismatch, _ipam.Release([new ReleaseRequest(First) { Sequence = sequence }]).Error?.Kind);
        Assert.Null(_ipam.Release([new ReleaseRequest(First) { Sequence = Held().Sequence, Handle = "h" }]).Error);
    }

    [Fact]
    public void Sequence_numbers_do_not_come_again_with_a_block_that_is_made_anew()
    {
        _ipam.AssignAddress("node-a", First, "h");
        long sequence = Held().Sequence;
        _ipam.ReleaseByHandle("h");
        _ipam.ReleaseHostAffinities("node-a");
        Assert.Empty(_ipam.Read().Blocks);
        _ipam.AssignAddress("node-a", First, "h");

        Assert.True(Held().Sequence > sequence);
    }

    [Fact]
    public void Addresses_that_nobody_has_are_reported_and_do_no_harm()
    {
        IpAddress outside = IpAddress.V4(0x0B000000);

        Assert.Equal([First, outside], _ipam.Release([First, outside]).Unallocated.AsEnumerable());
        Assert.Equal(IpamErrorKind.HandleNotFound, _ipam.ReleaseByHandle("h")?.Kind);
    }

    [Fact]
    public void A_released_address_rests_for_the_cooldown_and_then_joins_the_tail()
    {
        _ipam.Configure(new() { Cooldown = TimeSpan.FromSeconds(30) });
        _ipam.AssignAddress("node-a", First, "h");
        _ipam.ReleaseByHandle("h");
        Assert.True(_ipam.Read().Blocks[0].Allocations[0]!.IsCooling);
        Assert.Equal(IpamErrorKind.AlreadyAssigned, _ipam.AssignAddress("node-a", First, "h")?.Kind);

        _ipam.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(_ipam.AssignAddress("node-a", IpAddress.V4(0x0A000001), "h"));
        Assert.Equal([2, 3, 0], _ipam.Read().Blocks[0].Free.AsEnumerable());
    }

    [Fact]
    public void The_last_address_of_a_block_without_an_owner_takes_the_block_with_it()
    {
        _ipam.AssignAddress("node-a", First, "h");
        _ipam.ReleaseHostAffinities("node-a");
        Assert.Null(Assert.Single(_ipam.Read().Blocks).Owner);

        _ipam.ReleaseByHandle("h");
        Assert.Empty(_ipam.Read().Blocks);
    }

    [Fact]
    public void Removing_a_host_releases_its_blocks_and_leaves_its_addresses()
    {
        _ipam.AssignAddress("node-a", First, "h");
        _ipam.RemoveHost("node-a");

        Assert.Empty(_ipam.Read().Affinities);
        Assert.Single(_ipam.AddressesOf("h"));
        Assert.Equal(IpamErrorKind.NodeNotFound, _ipam.Assign(new("node-a") { V4Count = 1 }).Error?.Kind);
    }

    [Fact]
    public void A_claim_needs_whole_blocks_of_a_pool_and_tells_which_failed()
    {
        _ipam.ClaimAffinity("node-b", IpamReplay.Prefix("10.0.0.4/30"));

        ClaimResult result = _ipam.ClaimAffinity("node-a", IpamReplay.Prefix("10.0.0.0/29"));
        Assert.Equal(("10.0.0.0/30", "10.0.0.4/30"), (result.Claimed.Single().ToString(), result.Failed.Single().ToString()));
        Assert.Equal(IpamErrorKind.RangeTooSmall, _ipam.ClaimAffinity("node-a", IpamReplay.Prefix("10.0.0.0/31")).Error?.Kind);
        Assert.Equal(IpamErrorKind.RangeOutsidePools, _ipam.ClaimAffinity("node-a", IpamReplay.Prefix("10.0.0.0/24")).Error?.Kind);
    }

    [Fact]
    public void An_affinity_without_a_state_is_confirmed()
    {
        _ipam.AssignAddress("node-a", First, "h");
        IpamState state = _ipam.Read();
        _ipam.Restore(state with { Affinities = [state.Affinities[0] with { State = AffinityState.Unset }] });
        _ipam.Assign(new("node-a") { V4Count = 1 });

        Assert.Equal(AffinityState.Unset, Assert.Single(_ipam.Read().Affinities).State);
        Assert.Equal(2, _ipam.Read().Blocks[0].Free.Length);
    }

    [Fact]
    public void Blocks_of_no_pool_are_counted_apart()
    {
        _ipam.AssignAddress("node-a", First, "h");
        _ipam.RemovePool("p");

        Assert.Equal([new PoolUtilization(null, 4, 1, 0, 3)], _ipam.Utilization());
    }

    private Allocation Held() => _ipam.Read().Blocks[0].Allocations[0]!;
}
