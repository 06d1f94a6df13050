using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    private TimeSpan? RestFrom => Config.Cooldown > TimeSpan.Zero ? Now : null;

    /// <summary>Gives addresses back.</summary>
    /// <param name="addresses">The addresses; those not in use are reported and do no harm.</param>
    /// <param name="handle">The handle they are expected to carry; null asks nothing.</param>
    public ReleaseResult Release(IEnumerable<IpAddress> addresses, string? handle = null)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        return Release(addresses.Select(address => new ReleaseRequest(address) { Handle = handle }));
    }

    /// <summary>Gives addresses back; where one of a block is not as expected, all that are asked of that block stay in use.</summary>
    public ReleaseResult Release(IEnumerable<ReleaseRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return ReleaseEach([.. requests.DistinctBy(request => request.Address)]).Result;
    }

    /// <summary>Gives back all addresses of a handle.</summary>
    public IpamError? ReleaseByHandle(string handle) => ReleaseHandle(handle).Result;

    private async Operation<ReleaseResult> ReleaseEach(List<ReleaseRequest> requests)
    {
        List<IpAddress> unallocated = [];
        IpamError? error = null;
        foreach (IGrouping<IpPrefix?, ReleaseRequest> group in requests.GroupBy(request => BlockOf(request.Address)))
        {
            if (group.Key is { } cidr)
            {
                error = await ReleaseFrom(cidr, [.. group], unallocated) ?? error;
            }
            else
            {
                unallocated.AddRange(group.Select(request => request.Address));
            }
        }

        return new([.. unallocated], error);
    }

    private async Operation<IpamError?> ReleaseFrom(IpPrefix cidr, List<ReleaseRequest> requests, List<IpAddress> unallocated)
    {
        for (int attempt = 0; attempt < IpamDatastore.MostAttempts; attempt++)
        {
            AddressBlock? block = _store.Block(cidr);
            ILookup<bool, ReleaseRequest> byUse = requests.ToLookup(request => block?.InUse(request.Address) is not null);
            IpamError? mismatch = byUse[true].Select(request => request.Check(block!.InUse(request.Address)!)).FirstOrDefault(error => error is not null);
            if (mismatch is not null || !byUse[true].Any() || await Free(block!, byUse[true].Select(request => block!.OrdinalOf(request.Address))))
            {
                unallocated.AddRange(byUse[false].Select(request => request.Address));
                return mismatch;
            }
        }

        return new(IpamErrorKind.Conflict, $"block {cidr} is written by others all the time");
    }

    private async Operation<IpamError?> ReleaseHandle(string handle)
    {
        if (_store.Handles.Find(handle) is not { } found)
        {
            return new(IpamErrorKind.HandleNotFound, $"handle {handle} does not exist");
        }

        foreach (IpPrefix cidr in found.Counts.Keys)
        {
            bool isDone = false;
            for (int attempt = 0; !isDone && attempt < IpamDatastore.MostAttempts; attempt++)
            {
                isDone = _store.Block(cidr) is not { } block || block.OrdinalsOf(handle) is not { Count: > 0 } ordinals || await Free(block, ordinals);
            }
        }

        return null;
    }

    // Whether the block was still as it was read.
    private async Operation<bool> Free(AddressBlock block, IEnumerable<int> released)
    {
        List<int> ordinals = [.. released];
        AddressBlock after = block.Release(ordinals, RestFrom);
        bool isWritten = await (after.Owner is null && after.IsEmpty ? _store.Blocks.Delete(block) : _store.Blocks.Update(block, after)) is not null;
        if (isWritten)
        {
            foreach (IGrouping<string?, int> held in ordinals.GroupBy(ordinal => block.Allocations[ordinal]!.Handle, StringComparer.Ordinal))
            {
                await _handles.Remove(held.Key, block.Cidr, held.Count());
            }

            await ReleaseIfUnselected(block.Owner, block.Cidr);
        }

        return isWritten;
    }
}
