using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>What happens one after another; a failing scenario shrinks by leaving things out.</summary>
internal sealed record IpamScenario(ImmutableArray<IpamCommand> Commands)
{
    private static readonly Gen<string> Nodes = Gen.Elements("node-a", "node-b", "node-c");
    private static readonly Gen<string> Handles = Gen.Elements("h1", "h2", "h3");
    private static readonly Gen<AddressPool> Pools =
        from name in Gen.Elements("p", "q")
        from disabled in Often(false, true)
        from manual in Often(AssignmentMode.Automatic, AssignmentMode.Manual)
        from zone in Gen.Elements("all()", "all()", "zone == 'x'")
        select IpamWorld.PoolOf(name) with { Disabled = disabled, AssignmentMode = manual, NodeSelector = Selector.Parse(zone) };

    public static Gen<Assign> Requests { get; } =
        from node in Nodes
        from count in Gen.Choose(1, 10)
        from isOne in Gen.Elements(true, false)
        from handle in Handles
        from pool in Gen.Elements(null, null, null, "p", "q")
        from limit in Gen.Elements(0, 0, 0, 1, 2)
        select new Assign(node, isOne ? 1 : count, handle) { Pool = pool, MaxBlocks = limit };

    /// <summary>What can be stepped: requests, and now and then a release or a claim.</summary>
    public static Gen<IpamCommand> Steppable { get; } = Gen.Frequency(
        (4, Requests.Select(IpamCommand (request) => request with { Pool = null })),
        (1, Handles.Select(IpamCommand (handle) => new ReleaseHandle(handle))),
        (1, HostReleases()),
        (1, Claims()));

    /// <summary>Everything but crashes and the end of pools, which some laws do not survive.</summary>
    public static Arbitrary<IpamScenario> Orderly { get; } = Of(Gen.Frequency(
        (8, Requests.Select(IpamCommand (request) => request)),
        (2, from node in Nodes
            from address in Addresses()
            from handle in Handles
            select (IpamCommand)new AssignNamed(node, address, handle)),
        (4, Gen.ListOf(Gen.Choose(0, 31)).Select(IpamCommand (places) => new Release([.. places]))),
        (1, Handles.Select(IpamCommand (handle) => new ReleaseHandle(handle))),
        (1, HostReleases()),
        (1, Claims()),
        (1, Settings().Select(IpamCommand (config) => new Configure(config))),
        (1, from address in Addresses()
            from length in Gen.Choose(28, 32)
            from some in Often(true, false)
            select (IpamCommand)new Reserve(some ? IpPrefix.Of(address, length) : null)),
        (2, Gen.Choose(1, 90).Select(IpamCommand (seconds) => new Wait(seconds))),
        (1, Pools.Select(IpamCommand (pool) => new PutPool(pool))),
        (1, from node in Nodes
            from zone in Gen.Elements("x", "y")
            select (IpamCommand)new PutNode(node, zone))));

    /// <summary>Everything, with hosts that die within their requests.</summary>
    public static Arbitrary<IpamScenario> Any { get; } = Of(Gen.Frequency(
        (9, Orderly.Generator.Where(scenario => scenario.Commands.Length > 0).Select(scenario => scenario.Commands[0])),
        (1, from request in Requests
            from steps in Gen.Choose(1, 24)
            select (IpamCommand)new Crash(request, steps))));

    /// <summary>Requests for one address and releases.</summary>
    public static Arbitrary<IpamScenario> OneByOne { get; } = Of(Gen.Frequency(
        (3, Requests.Select(IpamCommand (request) => request with { Count = 1 })),
        (2, Gen.ListOf(Gen.Choose(0, 31)).Select(IpamCommand (places) => new Release([.. places])))));

    /// <summary>Addresses that rest for a minute, and are asked for as time passes.</summary>
    public static Arbitrary<IpamScenario> Resting { get; } = Of(
        Gen.Frequency(
            (3, Requests.Select(IpamCommand (request) => request with { MaxBlocks = 0 })),
            (2, Gen.ListOf(Gen.Choose(0, 31)).Select(IpamCommand (places) => new Release([.. places]))),
            (1, Gen.Choose(1, 50).Select(IpamCommand (seconds) => new Wait(seconds)))),
        new Configure(new IpamConfig { Cooldown = TimeSpan.FromMinutes(1) }));

    public static Gen<IpAddress> Addresses() =>
        from pool in Gen.Elements("p", "q")
        from ordinal in Gen.Choose(0, 31)
        let range = IpamWorld.RangeOf(pool)
        select IpAddress.V4((uint)range.First.Value.Low + (uint)(ordinal % (1 << (32 - range.Length))));

    public override string ToString() => string.Join("; ", Commands);

    private static Gen<IpamCommand> HostReleases() =>
        from node in Nodes
        from mustBeEmpty in Gen.Elements(true, false)
        select (IpamCommand)new ReleaseHost(node, mustBeEmpty);

    private static Gen<IpamCommand> Claims() =>
        from node in Nodes
        from address in Addresses()
        from length in Gen.Elements(27, 28, 29)
        select (IpamCommand)new ClaimRange(node, IpPrefix.Of(address, length));

    private static Gen<IpamConfig> Settings() =>
        from strict in Gen.Elements(true, false)
        from automatic in Often(true, false)
        from limit in Gen.Elements(0, 1, 2)
        from cooldown in Gen.Elements(0, 0, 60)
        select new IpamConfig { StrictAffinity = strict, AutoAllocateBlocks = automatic || !strict, MaxBlocksPerHost = strict ? limit : 0, Cooldown = TimeSpan.FromSeconds(cooldown) };

    private static Gen<T> Often<T>(T usual, T rare) => Gen.Frequency((4, Gen.Constant(usual)), (1, Gen.Constant(rare)));

    private static Arbitrary<IpamScenario> Of(Gen<IpamCommand> commands, params IpamCommand[] first) => Arb.From(
        from length in Gen.Choose(1, 24)
        from list in commands.ArrayOf(length)
        select new IpamScenario([.. first, .. list]),
        scenario => scenario.Commands.Select((_, index) => new IpamScenario(scenario.Commands.RemoveAt(index))));
}
