using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>
/// The addresses of one node as the CNI plug-in <c>host-local</c> gives them away: in turn, so that a released address comes
/// again only after all others. Not for use by several threads at once.
/// </summary>
public sealed class HostLocalIpam
{
    private readonly ImmutableArray<AddressRotation> _sets;
    private readonly SortedDictionary<IpAddress, CniAttachment> _reserved = [];

    private HostLocalIpam(ImmutableArray<AddressRotation> sets) => _sets = sets;

    /// <summary>The addresses in use, ascending.</summary>
    public IEnumerable<KeyValuePair<IpAddress, CniAttachment>> Reserved => _reserved;

    /// <summary>The address last given from each set of ranges; null before the first.</summary>
    public ImmutableArray<IpAddress?> LastReserved => [.. _sets.Select(set => set.LastReserved)];

    /// <summary>Makes the store of a network.</summary>
    /// <param name="sets">The sets of ranges; a container is given an address from each.</param>
    /// <param name="error">Why there is no store.</param>
    public static HostLocalIpam? Create(IEnumerable<ImmutableArray<AddressRange>> sets, out HostLocalError? error)
    {
        ArgumentNullException.ThrowIfNull(sets);
        List<AddressRotation> rotations = [];
        foreach (ImmutableArray<AddressRange> ranges in sets)
        {
            if (AddressRotation.Of(ranges, out error) is not { } rotation)
            {
                return null;
            }

            if (rotations.Exists(rotation.Overlaps))
            {
                error = new(HostLocalErrorKind.RangesOverlap, $"another set overlaps {rotation}");
                return null;
            }

            rotations.Add(rotation);
        }

        error = rotations.Count == 0 ? new(HostLocalErrorKind.NoRange, "there is no set of ranges") : null;
        return error is null ? new([.. rotations]) : null;
    }

    /// <summary>Gives a container its addresses: from every set, or none at all.</summary>
    /// <param name="attachment">The container's interface.</param>
    /// <param name="requested">Addresses that it must be; from a set without one of them the next in turn is given.</param>
    public HostLocalResult Add(CniAttachment attachment, params ReadOnlySpan<IpAddress> requested)
    {
        List<IpAddress> wanted = [.. requested];
        ImmutableArray<HostLocalAddress>.Builder given = ImmutableArray.CreateBuilder<HostLocalAddress>();
        for (int set = 0; set < _sets.Length; set++)
        {
            int at = wanted.FindIndex(_sets[set].Contains);
            if (Give(set, attachment, at < 0 ? null : wanted[at], out HostLocalAddress? address) is { } error)
            {
                return Refuse(attachment, given.Count, error);
            }

            given.Add(address!);
            wanted.RemoveRange(Math.Max(at, 0), at < 0 ? 0 : 1);
        }

        return wanted.Count == 0
            ? new(given.ToImmutable(), null)
            : Refuse(attachment, given.Count, new(HostLocalErrorKind.AddressOutsideRanges, $"no set of ranges has {string.Join(", ", wanted)}"));
    }

    /// <summary>Takes back every address of a container's interface; none is no error.</summary>
    public void Release(CniAttachment attachment)
    {
        foreach (IpAddress address in _reserved.Where(entry => entry.Value == attachment).Select(entry => entry.Key).ToList())
        {
            _reserved.Remove(address);
        }
    }

    /// <summary>Gives an address from one set: the one that is requested, or the next in turn.</summary>
    internal HostLocalError? Give(int set, CniAttachment attachment, IpAddress? requested, out HostLocalAddress? given)
    {
        AddressRotation rotation = _sets[set];
        given = null;
        HostLocalError? error = requested is { } asked ? CheckRequested(rotation, asked) : CheckFirst(rotation, attachment);
        if (error is not null)
        {
            return error;
        }

        if ((requested ?? rotation.Next(address => !_reserved.ContainsKey(address))) is not { } next)
        {
            return new(HostLocalErrorKind.Exhausted, $"every address of {rotation} is in use");
        }

        _reserved.Add(next, attachment);
        given = rotation.Reserve(next);
        return null;
    }

    // What was given is taken back with whatever else the interface has, as the plug-in does; the turn goes on all the same.
    private HostLocalResult Refuse(CniAttachment attachment, int given, HostLocalError error)
    {
        if (given > 0)
        {
            Release(attachment);
        }

        return new([], error);
    }

    // That the interface has an address already is not asked here.
    private HostLocalError? CheckRequested(AddressRotation rotation, IpAddress address) => rotation.SpanOf(address) switch
    {
        null => new(HostLocalErrorKind.AddressOutsideRanges, $"{address} is not in {rotation}"),
        { Gateway: var gateway } when gateway == address => new(HostLocalErrorKind.AddressIsGateway, $"{address} is the gateway"),
        _ => _reserved.ContainsKey(address) ? new(HostLocalErrorKind.AddressInUse, $"{address} is in use") : null,
    };

    private HostLocalError? CheckFirst(AddressRotation rotation, CniAttachment attachment)
    {
        foreach ((IpAddress address, CniAttachment holder) in _reserved)
        {
            if (holder == attachment && rotation.Contains(address))
            {
                return new(HostLocalErrorKind.DuplicateAllocation, $"container {attachment.Container} has {address} already");
            }
        }

        return null;
    }
}
