using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>What holds over every automatic assignment, whatever came before it.</summary>
public sealed class AssignProperties
{
    [Fact]
    public void I6_only_pools_that_serve_the_request_and_no_reserved_address() => OverRequests((request, obtained, change) =>
        Assert.All(obtained, address =>
        {
            Assert.False(change.Before.IsReserved(address));
            Assert.Contains(change.Before.PoolsOf(request), pool => pool.Cidr.Contains(address));
        }));

    [Fact]
    public void I7_no_more_than_requested_all_distinct_and_free_before() => OverRequests((request, obtained, change) =>
    {
        Assert.True(obtained.Length <= request.Count);
        Assert.Distinct(obtained);
        Assert.Empty(obtained.Intersect(change.Before.InUse.Select(held => held.Address)));
        Assert.Equal(change.Before.InUse.Count() + obtained.Length, change.After.InUse.Count());
    });

    [Fact]
    public void I8_with_strict_affinity_all_addresses_are_of_the_hosts_own_blocks() => OverRequests((request, obtained, change) =>
        Assert.All(change.Before.Config.StrictAffinity ? obtained : [], address => Assert.Equal(request.Node, change.After.BlockOf(address)?.Owner?.Name)));

    [Fact]
    public void I9_one_address_is_found_as_long_as_there_is_one() => OverRequests((request, obtained, change) =>
    {
        bool isFree = change.Before.CanClaim(request) || change.Before.PoolsOf(request)
            .Any(pool => change.Before.State.Blocks.Any(block => pool.Cidr.Contains(block.Cidr.First) && change.Before.FreeOf(block).Length > 0));
        bool isLimited = change.Before.OwnBlocks(request).Length >= change.Before.LimitOf(request);
        if (isFree && !isLimited && !change.Before.Config.StrictAffinity)
        {
            Assert.NotEmpty(obtained);
        }
    });

    [Fact]
    public void I10_an_address_is_borrowed_only_if_no_own_block_has_one_and_none_can_be_claimed() => OverRequests((request, obtained, change) =>
    {
        if (obtained.Any(address => change.After.BlockOf(address)!.Owner?.Name != request.Node))
        {
            IpAddress[] own = [.. change.Before.OwnBlocks(request).SelectMany(change.Before.FreeOf)];
            Assert.Empty(own.Except(obtained));
            Assert.False(change.After.CanClaim(request));
        }
    });

    [Fact]
    public void I11_no_block_is_claimed_at_the_limit() => OverRequests((request, _, change) =>
        Assert.True(change.After.OwnBlocks(request).Length <= Math.Max(change.Before.OwnBlocks(request).Length, change.Before.LimitOf(request))));

    [Fact]
    public void I12_at_the_limit_with_full_blocks_there_is_an_error_and_no_borrowed_address() => OverRequests((request, obtained, change) =>
    {
        AddressBlock[] own = change.Before.OwnBlocks(request);
        if (change.Before.PoolsOf(request).Length > 0 && change.Before.Config.AutoAllocateBlocks
            && own.Length >= change.Before.LimitOf(request) && !own.SelectMany(change.Before.FreeOf).Any())
        {
            Assert.Equal(IpamErrorKind.BlockLimit, ((AssignResult)change.Answer!).Error?.Kind);
            Assert.Empty(obtained);
        }
    });

    [Fact]
    public void I14_addresses_come_from_the_head_of_the_queue_in_its_order() => OverRequests((request, obtained, change) =>
    {
        IpAddress[] own = [.. change.Before.KeptBlocks(request).SelectMany(change.Before.FreeOf)];
        Assert.Equal(own.Take(request.Count), obtained.Take(own.Length));
    });

    [Fact]
    public void I20_the_same_request_to_the_same_datastore_has_the_same_answer() =>
        TestKit.Property.Holds(ScenarioAndRequest, pair => IpamWorld.Run(pair.Scenario, change =>
        {
            (IpamWorld left, IpamWorld right) = (change.World.Copy(), change.World.Copy());
            Assert.Equal(Obtained(left.Do(pair.Request)), Obtained(right.Do(pair.Request)));
            Assert.Equal(IpamStateText.Of(left.Ipam.Read()), IpamStateText.Of(right.Ipam.Read()));
        }));

    [Fact]
    public void I21_a_hosts_claims_begin_at_its_start_and_go_round() => TestKit.Property.Holds(
        Arb.From(
            from name in Gen.Choose(0, 10_000)
            from length in Gen.Choose(20, 29)
            from count in Gen.Choose(1, 20)
            select (Name: $"host-{name}", Length: length, Count: count)),
        host =>
        {
            CalicoIpam ipam = new();
            ipam.PutNode(host.Name, PolicyEngine.Selectors.LabelSet.Empty);
            ipam.PutPool(new("p", IpPrefix.Of(IpAddress.V4(0x0A000000), host.Length)) { BlockSize = 30 });
            int blocks = 1 << (30 - host.Length);
            AssignResult result = ipam.Assign(new(host.Name) { V4Count = 4 * Math.Min(host.Count, blocks) });
            uint[] visited = [.. result.V4.Addresses.Select(address => (uint)(address.Address.Value.Low - 0x0A000000) / 4).Distinct()];

            Assert.Equal(Math.Min(host.Count, blocks), visited.Length);
            Assert.Equal(Enumerable.Range(0, visited.Length).Select(step => (uint)((visited[0] + step) % blocks)), visited);
        });

    [Fact]
    public void I24_no_address_that_Windows_reserves_is_assigned() => TestKit.Property.Holds(
        Gen.Choose(1, 12).ListOf().ToArbitrary(),
        counts =>
        {
            IpamWorld world = new();
            world.Do(new Configure(new() { StrictAffinity = true }));
            foreach (int count in counts)
            {
                foreach (IpAddress address in Obtained(world.Do(new Assign("node-a", count, "h") { IsWindows = true })))
                {
                    AddressBlock block = new IpamSight(world).BlockOf(address)!;
                    Assert.InRange((int)(address.Value.Low - block.Cidr.First.Value.Low), 3, block.Size - 2);
                }
            }
        });

    [Fact]
    public void I26_an_address_is_not_assigned_while_it_rests() => OverRequests(IpamScenario.Resting, (_, obtained, change) =>
        Assert.All(obtained, address => Assert.False(
            change.Before.BlockOf(address) is { } block && change.Before.IsResting(block, (int)(address.Value.Low - block.Cidr.First.Value.Low)))));

    private static Arbitrary<(IpamScenario Scenario, Assign Request)> ScenarioAndRequest { get; } = Arb.From(
        from scenario in IpamScenario.Any.Generator
        from request in IpamScenario.Requests
        select (scenario, request),
        pair => IpamScenario.Any.Shrinker(pair.scenario).Select(smaller => (smaller, pair.request)));

    private static void OverRequests(Action<Assign, IpAddress[], IpamChange> law) => OverRequests(IpamScenario.Orderly, law);

    private static void OverRequests(Arbitrary<IpamScenario> scenarios, Action<Assign, IpAddress[], IpamChange> law) =>
        TestKit.Property.Holds(scenarios, scenario => IpamWorld.Run(scenario, change =>
        {
            if (change.Command is Assign request)
            {
                law(request, Obtained(change), change);
            }
        }));

    private static IpAddress[] Obtained(IpamChange change) => [.. ((AssignResult)change.Answer!).V4.Addresses.Select(assigned => assigned.Address)];
}
