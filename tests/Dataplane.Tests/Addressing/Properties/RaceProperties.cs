using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>Hosts that interleave step by step, and hosts that die.</summary>
public sealed class RaceProperties
{
    [Fact]
    public void I22_hosts_that_allocate_at_once_never_get_the_same_block_or_address() => DataplaneProperty.Holds(Races, race =>
    {
        IpamWorld world = race.World();
        IpamSight before = new(world);
        SteppedOperation<AssignResult>[] hosts = [.. race.Requests.Select(request => world.Ipam.BeginAssign(request.Request))];
        foreach (int turn in race.Turns)
        {
            hosts[turn % hosts.Length].Step();
            StateLaws.I1ToI5(new IpamSight(world));
        }

        foreach (SteppedOperation<AssignResult> host in hosts)
        {
            RunToEnd(host);
        }

        IpamSight after = new(world);
        IpAddress[] obtained = [.. hosts.SelectMany(host => host.Result.V4.Addresses).Select(assigned => assigned.Address)];
        StateLaws.I1ToI5(after);
        StateLaws.EveryBlockIsFound(after);
        Assert.Distinct(obtained);
        Assert.Equal(before.InUse.Count() + obtained.Length, after.InUse.Count());
        Assert.Empty(obtained.Intersect(before.InUse.Select(held => held.Address)));
    });

    [Fact]
    public void I22_a_claim_and_a_release_at_once_end_in_one_of_both() => DataplaneProperty.Holds(Races, race =>
    {
        IpamWorld world = race.World();
        SteppedOperation<AssignResult> claim = world.Ipam.BeginAssign(race.Requests[0].Request);
        SteppedOperation<IpamError?> release = world.Ipam.BeginReleaseHostAffinities(race.Requests[0].Node, mustBeEmpty: true);
        foreach (int turn in race.Turns)
        {
            (turn % 2 == 0 ? (Action)claim.Step : release.Step)();
            StateLaws.I1ToI5(new IpamSight(world));
        }

        RunToEnd(claim);
        RunToEnd(release);
        StateLaws.I1ToI5(new IpamSight(world));
        StateLaws.EveryBlockIsFound(new IpamSight(world));
        Assert.All(claim.Result.V4.Addresses, assigned => Assert.Contains(new IpamSight(world).InUse, held => held.Address == assigned.Address));
    });

    [Fact]
    public void I23_after_a_crash_at_any_write_the_next_request_of_the_host_succeeds() => DataplaneProperty.Holds(Races, race =>
    {
        IpamWorld world = race.World();
        world.Do(new Crash(race.Requests[0], race.Turns.Length));
        StateLaws.I1ToI5(new IpamSight(world));

        Assign next = new(race.Requests[0].Node, 1, "next");
        IpamChange change = world.Do(next);

        StateLaws.I1ToI5(change.After);
        bool isFull = change.Before.InUse.Count() == 48;
        Assert.Equal(isFull ? 0 : 1, ((AssignResult)change.Answer!).V4.Addresses.Length);
        Assert.All(change.After.State.Affinities.Where(affinity => affinity.Owner.Name == next.Node), affinity => Assert.NotEqual(AffinityState.PendingDeletion, affinity.State));
    });

    private static Arbitrary<Race> Races { get; } = Arb.From(
        from before in IpamScenario.Requests.Select(request => request with { Pool = null }).ListOf()
        from requests in IpamScenario.Requests.Select(request => request with { MaxBlocks = 0, Pool = null }).ArrayOf(3)
        from turns in Gen.Choose(0, 2).ListOf()
        from wait in Gen.Elements(0, 61)
        select new Race([.. before.Take(6)], [.. requests], [.. turns], wait),
        race => [.. race.Before.Select((_, index) => race with { Before = race.Before.RemoveAt(index) }),
            .. race.Turns.Select((_, index) => race with { Turns = race.Turns.RemoveAt(index) })]);

    private static void RunToEnd<T>(SteppedOperation<T> operation)
    {
        while (!operation.IsDone)
        {
            operation.Step();
        }
    }

    /// <summary>Requests that were served, requests at once, and whose turn it is.</summary>
    private sealed record Race(ImmutableArray<Assign> Before, ImmutableArray<Assign> Requests, ImmutableArray<int> Turns, int Wait)
    {
        // Every second request is given back, so that there are empty blocks to reclaim.
        public IpamWorld World()
        {
            IpamWorld world = new();
            foreach ((Assign request, int index) in Before.Select((request, index) => (request, index)))
            {
                world.Do(request with { Handle = $"before-{index}" });
                world.Do(index % 2 == 0 ? new ReleaseHandle($"before-{index}") : new Wait(0));
            }

            world.Do(new Wait(Wait));
            return world;
        }

        public override string ToString() => $"before [{string.Join("; ", Before)}], wait {Wait}, requests [{string.Join("; ", Requests)}], turns [{string.Join(' ', Turns)}]";
    }
}
