using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>What holds over releases of addresses, hosts and pools.</summary>
public sealed class ReleaseProperties
{
    [Fact]
    public void I13_a_released_address_is_free_at_the_tail_of_its_queue_or_rests() => Over<Release>((release, change) =>
    {
        foreach (IGrouping<AddressBlock?, IpAddress> released in change.Before.At(release.Places).GroupBy(change.After.BlockOf))
        {
            if (released.Key is { } block)
            {
                int[] ordinals = [.. released.Select(address => (int)(address.Value.Low - block.Cidr.First.Value.Low)).Order()];
                Assert.Equal(
                    change.Before.Config.Cooldown > TimeSpan.Zero ? [] : ordinals,
                    change.Before.Config.Cooldown > TimeSpan.Zero ? block.Free.Intersect(ordinals) : block.Free.TakeLast(ordinals.Length));
                Assert.All(ordinals, ordinal => Assert.True(block.Allocations[ordinal]?.IsCooling ?? true));
            }
        }
    });

    [Fact]
    public void I15_releasing_twice_is_releasing_once() => Over<Release>((release, change) =>
    {
        IpAddress[] released = change.Before.At(release.Places);
        ReleaseResult again = change.World.Ipam.Release(released);

        Assert.Equal(released.Order(), again.Unallocated.Order());
        Assert.Equal(IpamStateText.Of(change.After.State), IpamStateText.Of(change.World.Ipam.Read()));
    });

    [Fact]
    public void I16_releasing_a_handle_frees_its_addresses_and_no_others() => Over<ReleaseHandle>((release, change) =>
        Assert.Equal(
            change.Before.InUse.Where(held => held.Held.Handle != release.Handle).Select(held => held.Address),
            change.After.InUse.Select(held => held.Address)));

    [Fact]
    public void I19_a_released_host_has_no_block_but_those_in_use_that_had_to_be_empty() => Over<ReleaseHost>((release, change) =>
    {
        Assert.Equal(change.Before.InUse, change.After.InUse);
        AddressBlock[] kept = [.. change.After.State.Blocks.Where(block => block.Owner?.Name == release.Node)];
        Assert.All(kept, block => Assert.True(release.MustBeEmpty));
        Assert.All(kept, block => Assert.Contains(block, change.Before.State.Blocks));
        Assert.Equal(kept.Length > 0 ? IpamErrorKind.BlockNotEmpty : null, ((IpamError?)change.Answer)?.Kind);
    });

    [Fact]
    public void I28_a_deleted_pool_has_no_empty_block_and_hands_out_nothing_and_its_addresses_stay() =>
        TestKit.Property.Holds(IpamScenario.Any, scenario =>
        {
            IpamWorld world = new();
            foreach (IpamCommand command in scenario.Commands)
            {
                world.Do(command);
            }

            IpamChange change = world.Do(new RemovePool("p"));

            Assert.Equal(change.Before.InUse.Select(held => held.Address), change.After.InUse.Select(held => held.Address));
            Assert.All(
                change.After.State.Blocks.Where(block => IpamWorld.RangeOf("p").Contains(block.Cidr.First)),
                block => Assert.True(block.Owner is null && block.Allocations.Any(held => held is not null)));
            Assert.All(
                world.Nodes.Keys.SelectMany(node => ((AssignResult)world.Do(new Assign(node, 32, "late")).Answer!).V4.Addresses),
                assigned => Assert.False(IpamWorld.RangeOf("p").Contains(assigned.Address)));
            Assert.Empty(world.Ipam.Release(new IpamSight(world).InUse.Select(held => held.Address)).Unallocated);
            Assert.Empty(new IpamSight(world).InUse);
        });

    private static void Over<TCommand>(Action<TCommand, IpamChange> law)
        where TCommand : IpamCommand =>
        TestKit.Property.Holds(IpamScenario.Any, scenario => IpamWorld.Run(scenario, change =>
        {
            if (change.Command is TCommand command)
            {
                law(command, change);
            }
        }));
}
