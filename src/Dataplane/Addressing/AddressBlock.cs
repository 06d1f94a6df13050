using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>A block: who holds each ordinal, and the queue of free ordinals.</summary>
internal sealed class AddressBlock
{
    private readonly Allocation?[] _allocations;
    private readonly List<int> _free;

    public AddressBlock(IpPrefix cidr, AffinityOwner owner, TimeSpan claimedAt, HostReservation? reservation)
    {
        Cidr = cidr;
        Owner = owner;
        ClaimedAt = claimedAt;
        _allocations = new Allocation?[(int)cidr.LastOrdinal() + 1];
        if (reservation is not null)
        {
            Allocation held = new(reservation.Handle);
            Array.Fill(_allocations, held, 0, Math.Min(reservation.Start, Size));
            int atEnd = Math.Min(reservation.End, Size);
            Array.Fill(_allocations, held, Size - atEnd, atEnd);
        }

        _free = [.. Enumerable.Range(0, Size).Where(ordinal => _allocations[ordinal] is null)];
    }

    public IpPrefix Cidr { get; }

    /// <summary>Whom it belongs to; null once its affinity was released.</summary>
    public AffinityOwner? Owner { get; set; }

    public TimeSpan ClaimedAt { get; }

    public int Size => _allocations.Length;

    public IReadOnlyList<Allocation?> Allocations => _allocations;

    public IReadOnlyList<int> Free => _free;

    /// <summary>Whether nothing but what Windows reserves is held; a resting address counts as held.</summary>
    public bool IsEmpty => Array.TrueForAll(_allocations, held => held is null or { Handle: HostReservation.WindowsHandle });

    /// <summary>The ordinal of an address of this block.</summary>
    public int OrdinalOf(IpAddress address) => (int)address.MinusFirstOf(Cidr);

    /// <summary>The address at an ordinal.</summary>
    public IpAddress AddressAt(int ordinal) => Cidr.AddressAt((UInt128)ordinal);

    /// <summary>Whether an address can be taken.</summary>
    public bool HasFree(AddressReservations reserved) => _free.Exists(ordinal => !reserved.Contains(AddressAt(ordinal)));

    /// <summary>Takes up to <paramref name="count"/> addresses from the head of the queue; reserved ones keep their place in it.</summary>
    public List<IpAddress> Take(int count, string? handle, AddressReservations reserved)
    {
        List<int> taken = [.. _free.Where(ordinal => !reserved.Contains(AddressAt(ordinal))).Take(count)];
        taken.ForEach(ordinal => Hold(ordinal, handle));
        return taken.ConvertAll(AddressAt);
    }

    /// <summary>Holds one ordinal, which is free.</summary>
    public void Hold(int ordinal, string? handle)
    {
        _free.Remove(ordinal);
        _allocations[ordinal] = new Allocation(handle);
    }

    /// <summary>Gives ordinals back, ascending: to the tail of the queue, or to rest if <paramref name="restFrom"/> is told.</summary>
    public void Release(IEnumerable<int> ordinals, TimeSpan? restFrom)
    {
        foreach (int ordinal in ordinals.Order())
        {
            _allocations[ordinal] = restFrom is { } now ? new Allocation(null, now) : null;
            if (restFrom is null)
            {
                _free.Add(ordinal);
            }
        }
    }

    /// <summary>Lets addresses that have rested long enough back into the queue.</summary>
    public void Settle(TimeSpan now, TimeSpan cooldown)
    {
        for (int ordinal = 0; ordinal < Size; ordinal++)
        {
            if (_allocations[ordinal]?.ReleasedAt is { } releasedAt && now - releasedAt >= cooldown)
            {
                _allocations[ordinal] = null;
                _free.Add(ordinal);
            }
        }
    }

    /// <summary>The ordinals in use under <paramref name="handle"/>, ascending.</summary>
    public List<int> OrdinalsOf(string handle) =>
        [.. Enumerable.Range(0, Size).Where(ordinal => _allocations[ordinal] is { IsCooling: false } held && held.Handle == handle)];
}
