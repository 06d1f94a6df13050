using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>The ranges that serve one address of a container, and the address last given, after which the search goes on.</summary>
internal sealed class AddressRotation
{
    private readonly ImmutableArray<AddressSpan> _spans;

    private AddressRotation(ImmutableArray<AddressSpan> spans) => _spans = spans;

    /// <summary>The address last given; null before the first.</summary>
    public IpAddress? LastReserved { get; private set; }

    /// <summary>The ranges of a set; they are of one family and have nothing in common.</summary>
    public static AddressRotation? Of(ImmutableArray<AddressRange> ranges, out HostLocalError? error)
    {
        error = Check(ranges);
        return error is null ? new([.. ranges.Select(range => range.Span())]) : null;
    }

    public bool Overlaps(AddressRotation other) => _spans.Any(span => other._spans.Any(span.Overlaps));

    public bool Contains(IpAddress address) => SpanOf(address) is not null;

    public AddressSpan? SpanOf(IpAddress address) => _spans.FirstOrDefault(span => span.Contains(address));

    /// <summary>The first free address after the one last given, once around; gateways are passed over.</summary>
    public IpAddress? Next(Func<IpAddress, bool> isFree)
    {
        foreach (IpAddress address in FromNext())
        {
            if (address != SpanOf(address)!.Gateway && isFree(address))
            {
                return address;
            }
        }

        return null;
    }

    /// <summary>Takes note that an address of a range is given away.</summary>
    public HostLocalAddress Reserve(IpAddress address)
    {
        LastReserved = address;
        AddressSpan span = SpanOf(address)!;
        return new(address, span.Subnet, span.Gateway);
    }

    public override string ToString() => string.Join(',', _spans);

    private static HostLocalError? Check(ImmutableArray<AddressRange> ranges)
    {
        if (ranges.IsEmpty)
        {
            return new(HostLocalErrorKind.NoRange, "a set has no range");
        }

        if (ranges.Select(range => range.Check()).FirstOrDefault(found => found is not null) is { } error)
        {
            return error;
        }

        if (ranges.Any(range => range.Subnet.Family != ranges[0].Subnet.Family))
        {
            return new(HostLocalErrorKind.MixedFamilies, "a set has ranges of both families");
        }

        AddressSpan[] spans = [.. ranges.Select(range => range.Span())];
        return spans.Where((span, at) => spans.Skip(at + 1).Any(span.Overlaps)).Any()
            ? new(HostLocalErrorKind.RangesOverlap, $"ranges overlap: {string.Join(", ", spans.AsEnumerable())}")
            : null;
    }

    private IEnumerable<IpAddress> FromNext()
    {
        int at = 0;
        IpAddress from = _spans[0].First;
        if (LastReserved is { } last && SpanOf(last) is { } span)
        {
            at = _spans.IndexOf(span);
            (at, from) = After(at, last);
        }

        IpAddress address = from;
        do
        {
            yield return address;
            (at, address) = After(at, address);
        }
        while (address != from);
    }

    private (int At, IpAddress Address) After(int at, IpAddress address)
    {
        if (address != _spans[at].Last)
        {
            return (at, _spans[at].Subnet.AddressAt(address.MinusFirstOf(_spans[at].Subnet) + 1));
        }

        int next = (at + 1) % _spans.Length;
        return (next, _spans[next].First);
    }
}
