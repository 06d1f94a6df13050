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
    public void I22_hosts_that_act_at_once_never_get_the_same_block_or_address() => TestKit.Property.Holds(Races, race =>
    {
        IpamWorld world = race.World();
        IpamSight before = new(world);
        RunningCommand[] hosts = [.. race.Commands.Select(command => RunningCommand.Begin(world.Ipam, command))];
        foreach (int turn in race.Turns)
        {
            hosts[turn].Step();
            StateLaws.I1ToI5(new IpamSight(world));
        }

        foreach (RunningCommand host in hosts)
        {
            host.RunToEnd();
        }

        IpamSight after = new(world);
        StateLaws.I1ToI5(after);
        StateLaws.EveryBlockIsFound(after);
        IpAddress[] obtained = [.. hosts.SelectMany(host => host.Obtained())];
        if (!race.Commands.Any(command => command is ReleaseHandle))
        {
            Assert.Distinct(obtained);
            Assert.Equal(before.InUse.Select(held => held.Address).Concat(obtained).Order(), after.InUse.Select(held => held.Address));
        }
    });

    [Fact]
    public void I23_after_a_crash_at_any_write_the_next_request_of_the_host_succeeds() => TestKit.Property.Holds(Races, race =>
    {
        IpamWorld world = race.World();
        world.Do(new Crash(race.Request, race.Turns.Length));
        StateLaws.I1ToI5(new IpamSight(world));

        Assign next = new(race.Request.Node, 1, "next");
        IpamChange change = world.Do(next);

        StateLaws.I1ToI5(change.After);
        bool isFull = change.Before.InUse.Count() == 48;
        Assert.Equal(isFull ? 0 : 1, ((AssignResult)change.Answer!).V4.Addresses.Length);
        Assert.All(change.After.State.Affinities.Where(affinity => affinity.Owner.Name == next.Node), affinity => Assert.NotEqual(AffinityState.PendingDeletion, affinity.State));
    });

    private static Arbitrary<Race> Races { get; } = Arb.From(
        from before in IpamScenario.Requests.Select(request => request with { Pool = null }).ListOf()
        from request in IpamScenario.Requests.Select(request => request with { MaxBlocks = 0, Pool = null })
        from others in IpamScenario.Steppable.ArrayOf(2)
        from turns in Gen.Choose(0, 2).ListOf()
        from wait in Gen.Elements(0, 61)
        select new Race([.. before.Take(6)], request, [.. others], [.. turns], wait),
        race => [.. race.Before.Select((_, index) => race with { Before = race.Before.RemoveAt(index) }),
            .. race.Turns.Select((_, index) => race with { Turns = race.Turns.RemoveAt(index) })]);

    /// <summary>Requests that were served, then what three hosts do at once, and whose turn it is.</summary>
    private sealed record Race(ImmutableArray<Assign> Before, Assign Request, ImmutableArray<IpamCommand> Others, ImmutableArray<int> Turns, int Wait)
    {
        public IEnumerable<IpamCommand> Commands => [Request, .. Others];

        // Every second request is given back, so that there are empty blocks to reclaim.
        public IpamWorld World()
        {
            IpamWorld world = new();
            foreach ((Assign request, int index) in Before.Select((request, index) => (request, index)))
            {
                world.Do(request with { Handle = $"h{index}" });
                world.Do(index % 2 == 0 ? new ReleaseHandle($"h{index}") : new Wait(0));
            }

            world.Do(new Wait(Wait));
            return world;
        }

        public override string ToString() => $"before [{string.Join("; ", Before)}], wait {Wait}, at once [{string.Join("; ", Commands)}], turns [{string.Join(' ', Turns)}]";
    }
}
