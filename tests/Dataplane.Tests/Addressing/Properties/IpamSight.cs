using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>A world at one moment, and plain definitions of what laws speak of, each by enumeration of all addresses.</summary>
internal sealed class IpamSight(IpamWorld world)
{
    private readonly IpPrefix? _reserved = world.Reserved;
    private readonly Dictionary<string, LabelSet> _nodes = new(world.Nodes, StringComparer.Ordinal);
    private readonly TimeSpan _now = world.Ipam.Now;

    public IpamState State { get; } = world.Ipam.Read();

    public IpamConfig Config { get; } = world.Ipam.Config;

    public ImmutableArray<AddressPool> Pools { get; } = [.. world.Ipam.Pools];

    /// <summary>The addresses in use, ascending, with what holds them.</summary>
    public IEnumerable<(IpAddress Address, Allocation Held)> InUse =>
        from block in State.Blocks
        from ordinal in Enumerable.Range(0, block.Size)
        let held = block.Allocations[ordinal]
        where held is { IsCooling: false }
        select (block.AddressAt(ordinal), held);

    public IpAddress[] At(ImmutableArray<int> places)
    {
        (IpAddress Address, Allocation Held)[] all = [.. InUse];
        return [.. places.Where(place => place < all.Length).Select(place => all[place].Address).Distinct()];
    }

    public AddressBlock? BlockOf(IpAddress address) => State.Blocks.FirstOrDefault(block => block.Cidr.Contains(address));

    public bool IsReserved(IpAddress address) => _reserved?.Contains(address) ?? false;

    /// <summary>Whether a request may be served from a pool.</summary>
    public bool Serves(AddressPool pool, Assign request) => !pool.Disabled && (request.Pool is { } named
        ? pool.Name == named
        : pool.AssignmentMode == AssignmentMode.Automatic && pool.NodeSelector.Matches(_nodes[request.Node]));

    /// <summary>The pools of a request; none where a pool that it names is disabled.</summary>
    public AddressPool[] PoolsOf(Assign request) => [.. Pools.Where(pool => Serves(pool, request))];

    /// <summary>The blocks of a host in the pools of its request, as the datastore lists them.</summary>
    public AddressBlock[] OwnBlocks(Assign request) =>
        [.. State.Blocks.Where(block => block.Owner?.Name == request.Node && PoolsOf(request).Any(pool => pool.Cidr.Contains(block.Cidr.First)))
            .OrderBy(block => block.Cidr.ToString().Replace('/', '-'), StringComparer.Ordinal)];

    /// <summary>Those of them that the request does not release, because they are empty and their pool no longer selects the node.</summary>
    public AddressBlock[] KeptBlocks(Assign request) => [.. OwnBlocks(request).Where(block =>
        !IsUnused(block) || Pools.Single(pool => pool.Cidr.Contains(block.Cidr.First)).NodeSelector.Matches(_nodes[request.Node]))];

    /// <summary>What of a block's queue can be taken, addresses that have rested at its end.</summary>
    public IpAddress[] FreeOf(AddressBlock block) =>
        [.. block.Free.Concat(Enumerable.Range(0, block.Size).Where(ordinal => block.Allocations[ordinal] is { IsCooling: true } && !IsResting(block, ordinal)))
            .Select(block.AddressAt).Where(address => !IsReserved(address))];

    public bool IsResting(AddressBlock block, int ordinal) =>
        block.Allocations[ordinal]?.ReleasedAt is { } at && _now - at < Config.Cooldown;

    /// <summary>Whether a request could still claim a block, new or idle for a minute.</summary>
    public bool CanClaim(Assign request) => PoolsOf(request).Any(pool => BlocksOf(pool).Any(cidr =>
        Enumerable.Range(0, 1 << (32 - cidr.Length)).Any(ordinal => !IsReserved(Nth(cidr, ordinal)))
        && (State.Blocks.FirstOrDefault(block => block.Cidr == cidr) is not { } block || IsIdle(block, request.Node))));

    public int LimitOf(Assign request) => (request.MaxBlocks, Config.MaxBlocksPerHost) switch
    {
        (0, 0) => 20,
        (0, int configured) => configured,
        (int asked, 0) => asked,
        (int asked, int configured) => Math.Min(asked, configured),
    };

    private static IEnumerable<IpPrefix> BlocksOf(AddressPool pool) =>
        Enumerable.Range(0, 1 << (pool.BlockSize - pool.Cidr.Length)).Select(index => IpPrefix.Of(Nth(pool.Cidr, index << (32 - pool.BlockSize)), pool.BlockSize));

    private static IpAddress Nth(IpPrefix range, int ordinal) => IpAddress.V4((uint)range.First.Value.Low + (uint)ordinal);

    private bool IsIdle(AddressBlock block, string node) =>
        block.Owner is not null && block.Owner.Name != node && _now - block.ClaimedAt >= TimeSpan.FromMinutes(1) && IsUnused(block);

    private bool IsUnused(AddressBlock block) =>
        Enumerable.Range(0, block.Size).All(ordinal => block.Allocations[ordinal] is null || (block.Allocations[ordinal]!.IsCooling && !IsResting(block, ordinal)));
}
