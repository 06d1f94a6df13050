using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    private const int DefaultMaxBlocks = 20;

    /// <summary>Assigns addresses: from the host's own blocks, then from new ones, at last from those of others.</summary>
    public AssignResult Assign(AssignRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Reservation is { IsValid: false })
        {
            FamilyAssignment nothing = FamilyAssignment.Nothing(0);
            return new(nothing, nothing, new(IpamErrorKind.InvalidReservation, "the host reservation reserves nothing"));
        }

        (FamilyAssignment v4, IpamError? error) = Assign(request, IpFamily.V4, request.V4Count);
        if (error is not null)
        {
            return new(v4, FamilyAssignment.Nothing(request.V6Count), error);
        }

        (FamilyAssignment v6, error) = Assign(request, IpFamily.V6, request.V6Count);
        return new(v4, v6, error);
    }

    private (FamilyAssignment Assignment, IpamError? Error) Assign(AssignRequest request, IpFamily family, int count)
    {
        FamilyAssignment nothing = FamilyAssignment.Nothing(count);
        if (count <= 0)
        {
            return (nothing, null);
        }

        if (AtHandleLimit(request, family) is { } held)
        {
            return (nothing with { Addresses = [.. held.Select(address => new AssignedAddress(address, address.BitLength))] }, null);
        }

        if (Choose(request, family, out PoolChoice? chosen) is { } refused)
        {
            return (nothing, refused);
        }

        PoolChoice choice = chosen!;
        BlockSupply supply = new(this, choice, request.Reservation);
        List<AssignedAddress> taken = [];
        int limit = BlockLimit(request);
        int owned = choice.Blocks.Count;
        IpamError? error = null;
        Shortfall shortfall = Shortfall.None;
        while (taken.Count < count && error is null)
        {
            bool mayClaim = Config.AutoAllocateBlocks && owned < limit;
            if (supply.Next(mayClaim, out bool claimed) is { } block)
            {
                owned += claimed ? 1 : 0;
                Take(block, request.Handle, count, taken);
                continue;
            }

            if (mayClaim)
            {
                break;
            }

            shortfall = Config.AutoAllocateBlocks ? Shortfall.BlockLimit : Shortfall.None;
            error = Config.AutoAllocateBlocks
                ? new(IpamErrorKind.BlockLimit, $"{choice.Owner} has {owned} blocks and may have {limit}")
                : new(IpamErrorKind.NoBlock, $"the blocks of {choice.Owner} are full and none is claimed automatically");
        }

        if (taken.Count < count && error is null)
        {
            shortfall = Borrow(supply, request.Handle, count, taken);
        }

        return (new(count, [.. taken], shortfall), error);
    }

    private Shortfall Borrow(BlockSupply supply, string? handle, int count, List<AssignedAddress> taken)
    {
        if (Config.StrictAffinity)
        {
            return Shortfall.StrictAffinity;
        }

        foreach (AddressBlock block in supply.Foreign().TakeWhile(_ => taken.Count < count))
        {
            Take(block, handle, count, taken);
        }

        return taken.Count < count ? Shortfall.PoolsExhausted : Shortfall.None;
    }

    private int BlockLimit(AssignRequest request) => (request.MaxBlocksPerHost, Config.MaxBlocksPerHost) switch
    {
        ( <= 0, <= 0) => DefaultMaxBlocks,
        ( <= 0, int configured) => configured,
        (int requested, <= 0) => requested,
        (int requested, int configured) => Math.Min(requested, configured),
    };

    private void Take(AddressBlock block, string? handle, int count, List<AssignedAddress> taken)
    {
        int missing = count - taken.Count;
        List<IpAddress> addresses = block.Take(missing, handle, _reserved);
        taken.AddRange(addresses.Select(address => new AssignedAddress(address, block.Cidr.Length)));
        if (addresses.Count > 0)
        {
            _handles.Add(handle, block.Cidr, missing);
        }
    }

    private List<IpAddress>? AtHandleLimit(AssignRequest request, IpFamily family)
    {
        if (request.MaxPerHandle <= 0 || request.Handle is null)
        {
            return null;
        }

        List<IpAddress> held = [.. AddressesOf(request.Handle).Where(address => address.Family == family)];
        return held.Count >= request.MaxPerHandle ? held : null;
    }
}
