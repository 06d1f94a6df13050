using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    /// <summary>Assigns one address that the caller names.</summary>
    /// <param name="node">The node that asks; it claims the block if nobody has.</param>
    /// <param name="address">The address.</param>
    /// <param name="handle">The handle to release it by; null for none.</param>
    /// <param name="use">What for; null skips the check of the pool's uses.</param>
    /// <param name="attributes">Who gets it; null says no more than the node.</param>
    /// <returns>Why it was refused; null if it is assigned.</returns>
    public IpamError? AssignAddress(string node, IpAddress address, string? handle, AddressUses? use = null, AddressAttributes? attributes = null) =>
        AssignOne(node, address, handle, use, attributes ?? new() { Node = node }).Result;

    /// <summary>The addresses in use under a handle, in ascending order.</summary>
    public IReadOnlyList<IpAddress> AddressesOf(string handle) =>
        [.. (_store.Handles.Find(handle)?.Counts.Keys ?? []).Select(_store.Block).OfType<AddressBlock>()
            .SelectMany(block => block.OrdinalsOf(handle).Select(block.AddressAt)).Order()];

    private async Operation<IpamError?> AssignOne(string node, IpAddress address, string? handle, AddressUses? use, AddressAttributes attributes)
    {
        if (_pools.Of(address) is not { Disabled: false } pool)
        {
            return new(IpamErrorKind.AddressOutsidePools, $"{address} is in no enabled pool");
        }

        if (use is { } asked && !pool.AllowedUses.HasFlag(asked))
        {
            return new(IpamErrorKind.UseNotAllowed, $"{address} is in pool {pool.Name}, which is not for {asked}");
        }

        AffinityOwner owner = use == AddressUses.LoadBalancer ? AffinityOwner.LoadBalancer : new(node);
        IpPrefix cidr = pool.BlockOf(address);
        for (int attempt = 0; attempt < IpamDatastore.MostAttempts; attempt++)
        {
            if ((_store.Block(cidr) ?? await _claims.Claim(owner, cidr, reservation: null)) is not { } block)
            {
                continue;
            }

            if (Refuse(block, owner, address) is { } refused)
            {
                return refused;
            }

            await _handles.Add(handle, cidr, 1);
            if (await _store.Blocks.Update(block, block.Hold([block.OrdinalOf(address)], handle, attributes)) is not null)
            {
                return null;
            }

            await _handles.Remove(handle, cidr, 1);
        }

        return new(IpamErrorKind.Conflict, $"block {cidr} is written by others all the time");
    }

    private IpamError? Refuse(AddressBlock block, AffinityOwner owner, IpAddress address)
    {
        if (Config.StrictAffinity && block.Owner != owner)
        {
            return new(IpamErrorKind.AffinityMismatch, $"block {block.Cidr} does not belong to {owner}");
        }

        return block.Allocations[block.OrdinalOf(address)] is null ? null : new(IpamErrorKind.AlreadyAssigned, $"{address} is assigned");
    }
}
