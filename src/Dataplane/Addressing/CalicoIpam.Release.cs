using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    private TimeSpan? RestFrom => Config.Cooldown > TimeSpan.Zero ? _now : null;

    /// <summary>Gives addresses back.</summary>
    /// <param name="addresses">The addresses; those not in use are reported and do no harm.</param>
    /// <param name="handle">The handle they are expected to carry; null asks nothing.</param>
    public ReleaseResult Release(IEnumerable<IpAddress> addresses, string? handle = null)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ImmutableArray<IpAddress>.Builder unallocated = ImmutableArray.CreateBuilder<IpAddress>();
        IpamError? error = null;
        foreach (IGrouping<AddressBlock?, IpAddress> group in addresses.Distinct().GroupBy(BlockWith).ToList())
        {
            if (group.Key is { } block)
            {
                error = Release(block, group, handle, unallocated) ?? error;
            }
            else
            {
                unallocated.AddRange(group);
            }
        }

        return new(unallocated.ToImmutable(), error);
    }

    /// <summary>Gives back all addresses of a handle.</summary>
    public IpamError? ReleaseByHandle(string handle)
    {
        if (_handles.BlocksOf(handle) is not { } blocks)
        {
            return new(IpamErrorKind.HandleNotFound, $"handle {handle} does not exist");
        }

        foreach (AddressBlock block in blocks.Select(Find).OfType<AddressBlock>())
        {
            List<int> ordinals = block.OrdinalsOf(handle);
            if (ordinals.Count > 0)
            {
                Release(block, ordinals);
            }
        }

        return null;
    }

    private IpamError? Release(AddressBlock block, IEnumerable<IpAddress> addresses, string? handle, ImmutableArray<IpAddress>.Builder unallocated)
    {
        ILookup<bool, IpAddress> byUse = addresses.ToLookup(address => block.Allocations[block.OrdinalOf(address)] is { IsCooling: false });
        unallocated.AddRange(byUse[false]);
        List<int> ordinals = [.. byUse[true].Select(block.OrdinalOf)];
        if (handle is not null && ordinals.Exists(ordinal => block.Allocations[ordinal]!.Handle != handle))
        {
            return new(IpamErrorKind.HandleMismatch, $"an address of block {block.Cidr} carries another handle than {handle}");
        }

        if (ordinals.Count > 0)
        {
            Release(block, ordinals);
        }

        return null;
    }

    private void Release(AddressBlock block, List<int> ordinals)
    {
        foreach (int ordinal in ordinals)
        {
            _handles.Remove(block.Allocations[ordinal]!.Handle, block.Cidr, 1);
        }

        block.Release(ordinals, RestFrom);
        if (block.Owner is null && block.IsEmpty)
        {
            _blocks.Remove(block.Cidr);
        }

        ReleaseIfUnselected(block);
    }
}
