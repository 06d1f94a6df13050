using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>Takes the addresses of one request from blocks, as many as are missing.</summary>
internal sealed class AddressTaker(IpamDatastore store, HandleCounters handles, AddressReservations reserved, AssignRequest request, int count)
{
    private readonly List<InterfaceAddress> _taken = [];

    /// <summary>How many addresses are still to be found.</summary>
    public int Missing => count - _taken.Count;

    public FamilyAssignment Taken(Shortfall shortfall) => new(count, [.. _taken], shortfall);

    /// <summary>Takes from a block, anew if others write it meanwhile. Whether nothing more is to be had of it now.</summary>
    /// <param name="block">The block as it was read.</param>
    /// <param name="ofOwner">Whether only as long as its owner stays the same.</param>
    public async Operation<bool> TakeFrom(AddressBlock block, bool ofOwner)
    {
        AddressBlock? read = block;
        for (int attempt = 0; attempt < IpamDatastore.MostAttempts; attempt++)
        {
            if (read is null || (ofOwner && read.Owner != block.Owner) || await Take(read))
            {
                return true;
            }

            read = store.Block(block.Cidr);
        }

        return false;
    }

    // The handle counts what is asked from the block, and before the block is written: a crash in between leaves a count too
    // high, never an address that its handle does not know.
    private async Operation<bool> Take(AddressBlock block)
    {
        int asked = Missing;
        List<int> ordinals = block.Next(asked, reserved);
        if (ordinals.Count == 0)
        {
            return true;
        }

        await handles.Add(request.Handle, block.Cidr, asked);
        if (await store.Blocks.Update(block, block.Hold(ordinals, request.Handle, request.Attributes)) is null)
        {
            await handles.Remove(request.Handle, block.Cidr, asked);
            return false;
        }

        _taken.AddRange(ordinals.Select(ordinal => new InterfaceAddress(block.AddressAt(ordinal), block.Cidr.Length)));
        return true;
    }
}
