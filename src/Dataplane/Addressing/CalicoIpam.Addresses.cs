using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    /// <summary>Assigns one address that the caller names.</summary>
    /// <param name="node">The node that asks; it claims the block if nobody has.</param>
    /// <param name="address">The address.</param>
    /// <param name="handle">The handle to release it by; null for none.</param>
    /// <param name="use">What for; null skips the check of the pool's uses.</param>
    /// <returns>Why it was refused; null if it is assigned.</returns>
    public IpamError? AssignAddress(string node, IpAddress address, string? handle, AddressUses? use = null)
    {
        if (PoolOf(address) is not { Disabled: false } pool)
        {
            return new(IpamErrorKind.AddressOutsidePools, $"{address} is in no enabled pool");
        }

        if (use is { } asked && !pool.AllowedUses.HasFlag(asked))
        {
            return new(IpamErrorKind.UseNotAllowed, $"{address} is in pool {pool.Name}, which is not for {asked}");
        }

        AffinityOwner owner = use == AddressUses.LoadBalancer ? AffinityOwner.LoadBalancer : new(node);
        IpPrefix cidr = pool.BlockOf(address);
        AddressBlock block = Find(cidr) ?? Claim(cidr, owner, reservation: null);
        if (Config.StrictAffinity && block.Owner != owner)
        {
            return new(IpamErrorKind.AffinityMismatch, $"block {cidr} does not belong to {owner}");
        }

        int ordinal = block.OrdinalOf(address);
        if (block.Allocations[ordinal] is not null)
        {
            return new(IpamErrorKind.AlreadyAssigned, $"{address} is assigned");
        }

        block.Hold(ordinal, handle);
        _handles.Add(handle, cidr, 1);
        return null;
    }

    /// <summary>The addresses in use under a handle, in ascending order.</summary>
    public IReadOnlyList<IpAddress> AddressesOf(string handle) =>
        [.. (_handles.BlocksOf(handle) ?? []).Select(Find).OfType<AddressBlock>()
            .SelectMany(block => block.OrdinalsOf(handle).Select(block.AddressAt)).Order()];
}
