using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Claiming;

/// <summary>
/// Claims and releases of blocks in two phases. The affinity is written before its block and outlives it, so that whatever a
/// crash leaves behind is found under the host's own affinities and finished or removed there.
/// </summary>
internal sealed class BlockClaims(IpamDatastore store)
{
    /// <summary>Claims a block; null if it belongs to another now.</summary>
    public async Operation<AddressBlock?> Claim(AffinityOwner owner, IpPrefix cidr, HostReservation? reservation)
    {
        BlockAffinity? pending = await store.Affinities.Create(new BlockAffinity(owner, cidr, AffinityState.Pending));
        return pending is not null && store.Block(cidr) is null && await Confirm(pending, block: null, reservation) is { } claimed
            ? claimed
            : await Own(owner, cidr, reservation);
    }

    /// <summary>The block that an affinity names, created and confirmed if it was not; null if there is no affinity or it was stale.</summary>
    public async Operation<AddressBlock?> Own(AffinityOwner owner, IpPrefix cidr, HostReservation? reservation)
    {
        for (int attempt = 0; attempt < IpamDatastore.MostAttempts; attempt++)
        {
            BlockAffinity? affinity = store.Affinity(owner, cidr);
            AddressBlock? block = store.Block(cidr);
            if (affinity is null)
            {
                if (block?.Owner != owner)
                {
                    return null;
                }

                // A release that came before the block was there has taken the affinity away.
                await store.Affinities.Create(new BlockAffinity(owner, cidr, AffinityState.Pending));
                continue;
            }

            if (block is not null && block.Owner != owner)
            {
                await store.Affinities.Delete(affinity);
                return null;
            }

            if (block is not null && affinity.IsConfirmed)
            {
                return block;
            }

            // Written even if it is pending already, so that whoever is about to delete it fails.
            if (await store.Affinities.Update(affinity, affinity with { State = AffinityState.Pending }) is { } pending
                && await Confirm(pending, block, reservation) is { } confirmed)
            {
                return confirmed;
            }
        }

        return null;
    }

    /// <summary>Releases the affinity of a block: an empty block goes, another stays without an owner.</summary>
    /// <returns>The error if the block must be empty and is not.</returns>
    public async Operation<IpamError?> Release(AffinityOwner owner, IpPrefix cidr, bool mustBeEmpty)
    {
        for (int attempt = 0; attempt < IpamDatastore.MostAttempts; attempt++)
        {
            if (store.Affinity(owner, cidr) is not { } affinity)
            {
                return null;
            }

            if (store.Block(cidr) is not { } block || block.Owner != owner)
            {
                await store.Affinities.Delete(affinity);
                return null;
            }

            if (mustBeEmpty && !block.IsEmpty)
            {
                return new(IpamErrorKind.BlockNotEmpty, $"block {cidr} is not empty");
            }

            if (await Withdraw(affinity, block))
            {
                return null;
            }
        }

        return new(IpamErrorKind.Conflict, $"block {cidr} is written by others all the time");
    }

    private async Operation<AddressBlock?> Confirm(BlockAffinity pending, AddressBlock? block, HostReservation? reservation)
    {
        // A block that exists is written anew, so that a release under way fails at it.
        AddressBlock? claimed = block is null
            ? await store.Blocks.Create(AddressBlock.New(pending.Cidr, pending.Owner, store.Now, reservation))
            : await store.Blocks.Update(block, block);
        return claimed is not null && await store.Affinities.Update(pending, pending with { State = AffinityState.Confirmed }) is not null
            ? claimed
            : null;
    }

    private async Operation<bool> Withdraw(BlockAffinity affinity, AddressBlock block)
    {
        if (await store.Affinities.Update(affinity, affinity with { State = AffinityState.PendingDeletion }) is not { } withdrawn
            || await (block.IsEmpty ? store.Blocks.Delete(block) : store.Blocks.Update(block, block with { Owner = null })) is null)
        {
            return false;
        }

        // It fails if the host claims the block again meanwhile, and then the affinity is needed.
        await store.Affinities.Delete(withdrawn);
        return true;
    }
}
