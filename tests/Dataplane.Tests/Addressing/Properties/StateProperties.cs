using PolicyEngine.Dataplane.Addressing;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>Invariants of every reachable state.</summary>
public sealed class StateProperties
{
    [Fact]
    public void I1_two_live_allocations_never_share_an_address() => Always(StateLaws.I1);

    [Fact]
    public void I2_every_address_lies_in_its_block_and_every_block_in_one_pool() => Always(StateLaws.I2);

    [Fact]
    public void I3_blocks_never_overlap() => Always(StateLaws.I3);

    [Fact]
    public void I4_every_ordinal_is_held_free_or_resting_and_only_one_of_them() => Always(StateLaws.I4);

    [Fact]
    public void I5_a_confirmed_affinity_is_the_only_one_and_that_of_the_block() => Always(StateLaws.I5);

    [Fact]
    public void I5_every_block_is_found_by_an_affinity_of_its_owner() => Always(StateLaws.EveryBlockIsFound);

    [Fact]
    public void I17_a_handle_counts_at_least_its_addresses() => Always(sight => Counts(sight, exactly: false));

    [Fact]
    public void I17_a_handle_counts_its_addresses_exactly_where_no_request_spans_a_short_block() =>
        TestKit.Property.Holds(IpamScenario.OneByOne, scenario => IpamWorld.Run(scenario, change => Counts(change.After, exactly: true)));

    [Fact]
    public void I18_a_block_without_affinity_and_allocations_does_not_exist() => Always(sight =>
        Assert.All(sight.State.Blocks, block => Assert.True(block.Owner is not null || block.Allocations.Any(held => held is not null))));

    [Fact]
    public void I27_utilisation_counts_what_the_blocks_hold() => TestKit.Property.Holds(IpamScenario.Any, scenario => IpamWorld.Run(scenario, change =>
    {
        IReadOnlyList<PoolUtilization> usage = change.World.Ipam.Utilization();
        foreach (PoolUtilization pool in usage)
        {
            AddressPool? named = change.After.Pools.FirstOrDefault(candidate => candidate.Name == pool.Pool);
            int held = change.After.State.Blocks.Where(block => named is null ? pool.Pool is not null : named.Cidr.Contains(block.Cidr.First))
                .Sum(block => block.Allocations.Count(allocation => allocation is not null));
            Assert.Equal((UInt128)held, pool.InUse);
            Assert.Equal(pool.Capacity, pool.InUse + pool.Reserved + pool.Available);
        }

        Assert.Equal((UInt128)48, usage.Aggregate(UInt128.Zero, (sum, pool) => sum + pool.Capacity));
    }));

    private static void Always(Action<IpamSight> law) =>
        TestKit.Property.Holds(IpamScenario.Any, scenario => IpamWorld.Run(scenario, change => law(change.After)));

    private static void Counts(IpamSight sight, bool exactly)
    {
        foreach (AddressBlock block in sight.State.Blocks)
        {
            foreach (IGrouping<string?, Allocation?> held in block.Allocations.Where(held => held is { IsCooling: false }).GroupBy(held => held!.Handle, StringComparer.Ordinal))
            {
                Assert.True(sight.State.Handles.Single(handle => handle.Name == held.Key).Counts[block.Cidr] >= held.Count());
            }
        }

        if (exactly)
        {
            Assert.Equal(sight.InUse.Count(), sight.State.Handles.Sum(handle => handle.Counts.Values.Sum()));
        }
    }
}
