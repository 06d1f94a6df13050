using PolicyEngine.Dataplane.Addressing.Claiming;
using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    private const int DefaultMaxBlocks = 20;

    /// <summary>Assigns addresses: from the host's own blocks, then from new ones, at last from those of others.</summary>
    public AssignResult Assign(AssignRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AssignFamilies(request).Result;
    }

    private async Operation<AssignResult> AssignFamilies(AssignRequest request)
    {
        if (request.Reservation is { IsValid: false })
        {
            FamilyAssignment nothing = FamilyAssignment.Nothing(0);
            return new(nothing, nothing, new(IpamErrorKind.InvalidReservation, "the host reservation reserves nothing"));
        }

        (FamilyAssignment v4, IpamError? error) = await AssignFamily(request, IpFamily.V4, request.V4Count);
        if (error is not null)
        {
            return new(v4, FamilyAssignment.Nothing(request.V6Count), error);
        }

        (FamilyAssignment v6, error) = await AssignFamily(request, IpFamily.V6, request.V6Count);
        return new(v4, v6, error);
    }

    private async Operation<(FamilyAssignment Assignment, IpamError? Error)> AssignFamily(AssignRequest request, IpFamily family, int count)
    {
        FamilyAssignment nothing = FamilyAssignment.Nothing(count);
        if (count <= 0)
        {
            return (nothing, null);
        }

        if (AtHandleLimit(request, family) is { } held)
        {
            return (nothing with { Addresses = [.. held.Select(address => new InterfaceAddress(address, address.BitLength))] }, null);
        }

        (PoolChoice? choice, IpamError? refused) = await Choose(request, family);
        return choice is null ? (nothing, refused) : await AssignFrom(choice, request, count);
    }

    private async Operation<(FamilyAssignment Assignment, IpamError? Error)> AssignFrom(PoolChoice choice, AssignRequest request, int count)
    {
        BlockSupply supply = new(_store, _claims, _reserved, choice);
        AddressTaker taker = new(_store, _handles, _reserved, request, count);
        int limit = BlockLimit(request);
        while (taker.Missing > 0)
        {
            bool mayClaim = Config.AutoAllocateBlocks && supply.Owned < limit;
            if (await supply.Next(mayClaim) is { } block)
            {
                await taker.TakeFrom(block, ofOwner: true);
                continue;
            }

            if (mayClaim)
            {
                break;
            }

            return Config.AutoAllocateBlocks
                ? (taker.Taken(Shortfall.BlockLimit), new(IpamErrorKind.BlockLimit, $"{choice.Owner} has {supply.Owned} blocks and may have {limit}"))
                : (taker.Taken(Shortfall.None), new(IpamErrorKind.NoBlock, $"the blocks of {choice.Owner} are full and none is claimed automatically"));
        }

        Shortfall shortfall = await Borrow(supply, taker);
        return (taker.Taken(shortfall), null);
    }

    private async Operation<Shortfall> Borrow(BlockSupply supply, AddressTaker taker)
    {
        if (Config.StrictAffinity && taker.Missing > 0)
        {
            return Shortfall.StrictAffinity;
        }

        while (taker.Missing > 0 && supply.Foreign() is { } block && await taker.TakeFrom(block, ofOwner: false))
        {
        }

        return taker.Missing > 0 ? Shortfall.PoolsExhausted : Shortfall.None;
    }

    private int BlockLimit(AssignRequest request) => (request.MaxBlocksPerHost, Config.MaxBlocksPerHost) switch
    {
        ( <= 0, <= 0) => DefaultMaxBlocks,
        ( <= 0, int configured) => configured,
        (int requested, <= 0) => requested,
        (int requested, int configured) => Math.Min(requested, configured),
    };

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
