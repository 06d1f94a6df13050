using System.Globalization;
using System.Text;

namespace PolicyEngine.Sets;

public sealed partial class TrafficSet
{
    // The order in which a person looks for an example.
    private static readonly int[] s_slotsByInterest =
    [
        PlaneSlots.Of(Protocol.Tcp),
        PlaneSlots.Of(Protocol.Udp),
        PlaneSlots.Of(Protocol.Sctp),
        PlaneSlots.Of(Protocol.Icmp),
        PlaneSlots.Of(Protocol.IcmpV6),
    ];

    /// <summary>
    /// An example of the traffic, always the same for equal sets; nothing for the empty set. TCP comes before UDP, SCTP,
    /// ICMP, ICMPv6 and the other protocols; then the smallest destination port or type, port 0 last; then the smallest
    /// source port or code. O(1) but for the last of the protocols.
    /// </summary>
    public TrafficPoint? Lowest
    {
        get
        {
            foreach (int slot in s_slotsByInterest)
            {
                TrafficPlane plane = Plane(slot);
                if (!plane.IsEmpty)
                {
                    return LowestOf(PlaneSlots.Protocol(slot), plane);
                }
            }

            return (_whole & ProtocolMask.WithoutFields).ToIntervals().Lowest is { } number
                ? TrafficPoint.Other(new Protocol(number))
                : null;
        }
    }

    /// <summary>Disjoint boxes that make up the set, in order of protocol, major and minor; equal sets have the same boxes.</summary>
    public IEnumerable<TrafficBox> Boxes
    {
        get
        {
            int slot = 0;
            foreach (Interval<byte> protocols in _whole.ToIntervals().Intervals)
            {
                for (; slot < PlaneSlots.Count && PlaneSlots.Protocol(slot).Number < protocols.Low; slot++)
                {
                    foreach (TrafficBox box in PartialBoxes(slot))
                    {
                        yield return box;
                    }
                }

                yield return new TrafficBox(protocols, new Interval<ushort>(0, ushort.MaxValue), new Interval<ushort>(0, ushort.MaxValue));
            }

            for (; slot < PlaneSlots.Count; slot++)
            {
                foreach (TrafficBox box in PartialBoxes(slot))
                {
                    yield return box;
                }
            }
        }
    }

    /// <summary>
    /// The set in words: <c>TCP 80,443; UDP 53; ICMP type 8</c>, <c>TCP 80 from source port 1024-65535</c>, <c>any</c>,
    /// <c>none</c>; a set with most protocols is told by what it lacks: <c>any except TCP 25</c>.
    /// </summary>
    public string Describe() => _description ??=
        IsEmpty ? "none"
        : IsAll ? "any"
        : _whole.Count > 128 ? $"any except {Complement().Describe()}"
        : DescribeParts();

    /// <summary>The same as <see cref="Describe"/>.</summary>
    public override string ToString() => Describe();

    private static TrafficPoint LowestOf(Protocol protocol, TrafficPlane plane)
    {
        TrafficSegment segment = plane.Segments[0];
        ushort major = segment.Majors.Low;
        if (major == 0 && protocol.HasPorts)
        {
            if (segment.Majors.High > 0)
            {
                major = 1;
            }
            else if (plane.Segments.Length > 1)
            {
                segment = plane.Segments[1];
                major = segment.Majors.Low;
            }
        }

        return new TrafficPoint(protocol, major, segment.Minors.Intervals[0].Low);
    }

    private IEnumerable<TrafficBox> PartialBoxes(int slot) => _partial[slot] is { } plane ? BoxesOf(plane, PlaneSlots.Protocol(slot).Number) : [];

    private static IEnumerable<TrafficBox> BoxesOf(TrafficPlane plane, byte number)
    {
        foreach (TrafficSegment segment in plane.Segments)
        {
            foreach (Interval<ushort> minors in segment.Minors.Intervals)
            {
                yield return new TrafficBox(new Interval<byte>(number, number), segment.Majors, minors);
            }
        }
    }

    private string DescribeParts()
    {
        var parts = new List<string>();
        foreach (int slot in s_slotsByInterest)
        {
            Protocol protocol = PlaneSlots.Protocol(slot);
            if (_whole.Contains(protocol))
            {
                parts.Add(protocol.Name);
            }
            else if (_partial[slot] is { } plane)
            {
                parts.AddRange(DescribePlane(protocol, plane));
            }
        }

        ProtocolMask others = _whole & ProtocolMask.WithoutFields;
        if (others.Contains(Protocol.UdpLite))
        {
            parts.Add(Protocol.UdpLite.Name);
            others &= ~ProtocolMask.Of(Protocol.UdpLite);
        }

        if (!others.IsEmpty)
        {
            parts.Add($"protocol {others.ToIntervals()}");
        }

        return string.Join("; ", parts);
    }

    private static IEnumerable<string> DescribePlane(Protocol protocol, TrafficPlane plane)
    {
        // Majors with the same minors are told together, wherever they stand.
        foreach (IGrouping<IntervalSet<ushort>, TrafficSegment> group in plane.Segments.GroupBy(segment => segment.Minors))
        {
            var majors = IntervalSet<ushort>.FromIntervals(group.Select(segment => segment.Majors));
            var text = new StringBuilder(protocol.Name);
            if (!IsEveryField(protocol, majors))
            {
                text.Append(CultureInfo.InvariantCulture, $" {(protocol.IsIcmp ? "type " : "")}{majors}");
            }

            if (!IsEveryField(protocol, group.Key))
            {
                text.Append(CultureInfo.InvariantCulture, $" {(protocol.IsIcmp ? "code" : "from source port")} {group.Key}");
            }

            yield return text.ToString();
        }
    }

    private static bool IsEveryField(Protocol protocol, IntervalSet<ushort> fields) =>
        fields.Intervals is [{ Low: 0 } only] && only.High == protocol.HighestField;
}
