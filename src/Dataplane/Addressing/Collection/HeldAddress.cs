using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Collection;

/// <summary>One assignment of an address; another assignment of the same address is another one.</summary>
internal readonly record struct HeldAddress(IpAddress Address, string? Handle, long Sequence);

/// <summary>An assignment with who has it.</summary>
internal sealed record HeldBy(HeldAddress Held, AddressAttributes Attributes)
{
    public bool IsPods => Attributes.Pod is not null;

    public bool IsTunnels => Attributes.Tunnel is not null;

    public static IEnumerable<HeldBy> AllOf(IpamState state) =>
        from block in state.Blocks
        from ordinal in Enumerable.Range(0, block.Size)
        let allocation = block.Allocations[ordinal]
        where allocation is { IsCooling: false } and not { Handle: HostReservation.WindowsHandle }
        select new HeldBy(new(block.AddressAt(ordinal), allocation.Handle, allocation.Sequence), allocation.Attributes);
}
