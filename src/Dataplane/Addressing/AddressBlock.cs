using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>A block: who holds each ordinal, and the queue of free ordinals.</summary>
/// <param name="Cidr">The range.</param>
/// <param name="Owner">Whom it belongs to; null once its affinity was released.</param>
/// <param name="ClaimedAt">When it was claimed.</param>
/// <param name="Sequence">The number of its last write, higher each time, also if the block is made anew.</param>
/// <param name="Allocations">What holds each ordinal; null where it is free.</param>
/// <param name="Free">The free ordinals from the head of the queue to its tail.</param>
public sealed record AddressBlock(
    IpPrefix Cidr,
    AffinityOwner? Owner,
    TimeSpan ClaimedAt,
    long Sequence,
    ImmutableArray<Allocation?> Allocations,
    ImmutableArray<int> Free) : IRecord<IpPrefix, AddressBlock>
{
    /// <summary>The number of its addresses.</summary>
    public int Size => Allocations.Length;

    /// <summary>Whether nothing but what Windows reserves is held; a resting address counts as held.</summary>
    public bool IsEmpty => Allocations.All(held => held is null or { Handle: HostReservation.WindowsHandle });

    /// <summary>Whether an address is free or rests.</summary>
    internal bool HasFreeOrResting => Free.Length > 0 || Resting > 0;

    /// <summary>Whether nothing is in use but what Windows reserves; an address may rest.</summary>
    internal bool IsIdle => Allocations.All(held => held is null or { IsCooling: true } or { Handle: HostReservation.WindowsHandle });

    private int Resting { get; init; } = Allocations.Count(held => held is { IsCooling: true });

    IpPrefix IRecord<IpPrefix, AddressBlock>.Key => Cidr;

    long IRecord<IpPrefix, AddressBlock>.Revision => Sequence;

    /// <summary>The address at an ordinal.</summary>
    public IpAddress AddressAt(int ordinal) => Cidr.AddressAt((UInt128)ordinal);

    AddressBlock IRecord<IpPrefix, AddressBlock>.At(long revision) => this with { Sequence = revision };

    /// <summary>A block that nobody has taken from.</summary>
    internal static AddressBlock New(IpPrefix cidr, AffinityOwner owner, TimeSpan now, HostReservation? reservation)
    {
        Allocation?[] allocations = new Allocation?[(int)cidr.LastOrdinal() + 1];
        if (reservation is not null)
        {
            Allocation held = new(reservation.Handle, AddressAttributes.None, 0);
            Array.Fill(allocations, held, 0, Math.Min(reservation.Start, allocations.Length));
            int atEnd = Math.Min(reservation.End, allocations.Length);
            Array.Fill(allocations, held, allocations.Length - atEnd, atEnd);
        }

        ImmutableArray<int> free = [.. Enumerable.Range(0, allocations.Length).Where(ordinal => allocations[ordinal] is null)];
        return new(cidr, owner, now, 0, ImmutableCollectionsMarshal.AsImmutableArray(allocations), free);
    }

    /// <summary>The ordinal of an address of this block.</summary>
    internal int OrdinalOf(IpAddress address) => (int)address.MinusFirstOf(Cidr);

    /// <summary>What holds an address of this block; null if it is free or rests.</summary>
    internal Allocation? InUse(IpAddress address) => Allocations[OrdinalOf(address)] is { IsCooling: false } held ? held : null;

    /// <summary>Whether an address can be taken.</summary>
    internal bool HasFree(AddressReservations reserved) =>
        Free.Length > 0 && !reserved.Cover(Cidr) && Free.Any(ordinal => !reserved.Contains(AddressAt(ordinal)));

    /// <summary>The ordinals in use under <paramref name="handle"/>, ascending.</summary>
    internal List<int> OrdinalsOf(string handle) =>
        [.. Enumerable.Range(0, Size).Where(ordinal => Allocations[ordinal] is { IsCooling: false } held && held.Handle == handle)];

    /// <summary>Up to <paramref name="count"/> ordinals from the head of the queue; reserved ones keep their place in it.</summary>
    internal List<int> Next(int count, AddressReservations reserved) =>
        [.. Free.Where(ordinal => !reserved.Contains(AddressAt(ordinal))).Take(count)];

    /// <summary>With ordinals held, which are free.</summary>
    internal AddressBlock Hold(List<int> ordinals, string? handle, AddressAttributes attributes)
    {
        Allocation held = new(handle, attributes, Sequence);
        AddressBlock after = With(ordinals, held);
        return after with { Free = [.. Free.Where(ordinal => after.Allocations[ordinal] is null)] };
    }

    /// <summary>With ordinals given back, ascending: to the tail of the queue, or to rest if <paramref name="restFrom"/> is told.</summary>
    internal AddressBlock Release(List<int> ordinals, TimeSpan? restFrom) => restFrom is { } now
        ? With(ordinals, new Allocation(null, AddressAttributes.None, Sequence, now)) with { Resting = Resting + ordinals.Count }
        : With(ordinals, null) with { Free = [.. Free, .. ordinals.Order()] };

    /// <summary>As it is seen at a time: addresses that have rested long enough are back in the queue.</summary>
    internal AddressBlock Settled(TimeSpan now, TimeSpan cooldown)
    {
        if (Resting == 0)
        {
            return this;
        }

        List<int> rested = [];
        for (int ordinal = 0; ordinal < Size; ordinal++)
        {
            if (Allocations[ordinal]?.ReleasedAt is { } releasedAt && now - releasedAt >= cooldown)
            {
                rested.Add(ordinal);
            }
        }

        return rested.Count == 0 ? this : Release(rested, restFrom: null) with { Resting = Resting - rested.Count };
    }

    private AddressBlock With(List<int> ordinals, Allocation? held)
    {
        Allocation?[] changed = [.. Allocations];
        ordinals.ForEach(ordinal => changed[ordinal] = held);
        return this with { Allocations = ImmutableCollectionsMarshal.AsImmutableArray(changed) };
    }
}
