using System.Diagnostics.CodeAnalysis;

namespace PolicyEngine.Sets;

/// <summary>
/// A set of traffic: of <see cref="TrafficPoint"/>s, that is protocol × destination port × source port, with type and
/// code in place of ports for ICMP and ICMPv6. Kept in one canonical form, so equality is set equality. <c>n</c> and
/// <c>m</c> below count the <see cref="Boxes"/> of the operands.
/// </summary>
public sealed partial class TrafficSet : IEquatable<TrafficSet>
{
    // Filled as asked for; threads that race make equal sets.
    private static readonly TrafficSet?[] s_ofProtocol = new TrafficSet?[byte.MaxValue + 1];

    // INVARIANT: a protocol is in `_whole` if the set has all of it; only then or if the set has none of it is its slot
    // null. Only the five protocols of `PlaneSlots` can be there in part.
    private readonly ProtocolMask _whole;
    private readonly PlaneSlots _partial;
    private int _hash;
    private string? _description;
    private TrafficSet? _complement;

    private TrafficSet(ProtocolMask whole, PlaneSlots partial)
    {
        _whole = whole;
        _partial = partial;
    }

    /// <summary>The set without traffic.</summary>
    public static TrafficSet Empty { get; } = new(default, default);

    /// <summary>All traffic of all protocols.</summary>
    public static TrafficSet All { get; } = new(ProtocolMask.All, default);

    /// <summary>Whether there is no traffic in the set.</summary>
    public bool IsEmpty => ReferenceEquals(this, Empty);

    /// <summary>Whether the set is all traffic of all protocols.</summary>
    public bool IsAll => ReferenceEquals(this, All);

    /// <summary>All traffic of one protocol.</summary>
    public static TrafficSet ForProtocol(Protocol protocol) =>
        s_ofProtocol[protocol.Number] ??= new TrafficSet(ProtocolMask.Of(protocol), default);

    /// <summary>The traffic to any of <paramref name="destination"/> from any of <paramref name="source"/>, or from anywhere. O(n).</summary>
    /// <exception cref="ArgumentException"><paramref name="protocol"/> is not TCP, UDP or SCTP.</exception>
    public static TrafficSet Ports(Protocol protocol, IntervalSet<ushort> destination, IntervalSet<ushort>? source = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return protocol.HasPorts
            ? FromPlane(PlaneSlots.Of(protocol), TrafficPlane.Product(destination, source ?? IntervalSet<ushort>.Full))
            : throw new ArgumentException($"protocol {protocol} has no ports", nameof(protocol));
    }

    /// <summary>ICMP traffic of one type, or any, and one code, or any.</summary>
    /// <exception cref="ArgumentException"><paramref name="protocol"/> is neither ICMP nor ICMPv6.</exception>
    public static TrafficSet Icmp(Protocol protocol, byte? type, byte? code)
    {
        if (!protocol.IsIcmp)
        {
            throw new ArgumentException($"protocol {protocol} has no types and codes", nameof(protocol));
        }

        var types = IntervalSet<ushort>.Of(type ?? 0, type ?? byte.MaxValue);
        var codes = IntervalSet<ushort>.Of(code ?? 0, code ?? byte.MaxValue);
        return FromPlane(PlaneSlots.Of(protocol), TrafficPlane.Product(types, codes));
    }

    /// <summary>The set of one point.</summary>
    public static TrafficSet Of(TrafficPoint point)
    {
        int slot = PlaneSlots.Of(point.Protocol);
        return slot == PlaneSlots.None
            ? ForProtocol(point.Protocol)
            : FromPlane(slot, TrafficPlane.Product(IntervalSet<ushort>.Of(point.Major), IntervalSet<ushort>.Of(point.Minor)));
    }

    /// <summary>The points of <paramref name="box"/>.</summary>
    public static TrafficSet Of(TrafficBox box)
    {
        var whole = default(ProtocolMask);
        var partial = default(PlaneSlots);
        bool hasZero = box.Majors.Low == 0 && box.Minors.Low == 0;
        for (int number = box.Protocols.Low; number <= box.Protocols.High; number++)
        {
            var protocol = new Protocol((byte)number);
            int slot = PlaneSlots.Of(protocol);
            if (slot != PlaneSlots.None)
            {
                var plane = TrafficPlane.Product(IntervalSet<ushort>.Of(box.Majors.Low, box.Majors.High), IntervalSet<ushort>.Of(box.Minors.Low, box.Minors.High));
                Place(slot, plane.Intersect(PlaneSlots.Universe(slot)), ref whole, ref partial);
            }
            else if (hasZero)
            {
                whole |= ProtocolMask.Of(protocol);
            }
        }

        return Create(whole, partial);
    }

    /// <summary>Whether both hold the same traffic.</summary>
    public static bool operator ==(TrafficSet? left, TrafficSet? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether some traffic is in one of the two only.</summary>
    public static bool operator !=(TrafficSet? left, TrafficSet? right) => !(left == right);

    /// <summary>Whether both sets hold the same traffic. O(n).</summary>
    public bool Equals([NotNullWhen(true)] TrafficSet? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _whole != other._whole)
        {
            return false;
        }

        for (int slot = 0; slot < PlaneSlots.Count; slot++)
        {
            if (!Equals(_partial[slot], other._partial[slot]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as TrafficSet);

    /// <summary>A hash of the traffic, computed once. O(n) at first, then O(1).</summary>
    public override int GetHashCode()
    {
        // Two threads may both compute it; they compute the same number.
        if (_hash == 0)
        {
            var hash = new HashCode();
            hash.Add(_whole);
            foreach (TrafficPlane? plane in _partial)
            {
                hash.Add(plane);
            }

            int code = hash.ToHashCode();
            _hash = code == 0 ? 1 : code;
        }

        return _hash;
    }

    /// <summary>The set of one protocol's <paramref name="plane"/>, which must not go beyond the protocol's universe.</summary>
    internal static TrafficSet FromPlane(int slot, TrafficPlane plane)
    {
        var whole = default(ProtocolMask);
        var partial = default(PlaneSlots);
        Place(slot, plane, ref whole, ref partial);
        return Create(whole, partial);
    }

    /// <summary>The set of whole protocols and the planes of others; a slot's plane counts only if its protocol is not whole.</summary>
    internal static TrafficSet FromPlanes(ProtocolMask whole, PlaneSlots planes)
    {
        var partial = default(PlaneSlots);
        for (int slot = 0; slot < PlaneSlots.Count; slot++)
        {
            if (planes[slot] is { } plane && !whole.Contains(PlaneSlots.Protocol(slot)))
            {
                Place(slot, plane, ref whole, ref partial);
            }
        }

        return Create(whole, partial);
    }

    /// <summary>What the set has of a slot's protocol.</summary>
    internal TrafficPlane Plane(int slot) =>
        _partial[slot] ?? (_whole.Contains(PlaneSlots.Protocol(slot)) ? PlaneSlots.Universe(slot) : TrafficPlane.Empty);

    /// <summary>The protocols of which the set has all traffic.</summary>
    internal ProtocolMask WholeProtocols => _whole;

    private static void Place(int slot, TrafficPlane plane, ref ProtocolMask whole, ref PlaneSlots partial)
    {
        if (plane.Equals(PlaneSlots.Universe(slot)))
        {
            whole |= ProtocolMask.Of(PlaneSlots.Protocol(slot));
        }
        else if (!plane.IsEmpty)
        {
            partial[slot] = plane;
        }
    }

    private static TrafficSet Create(ProtocolMask whole, PlaneSlots partial)
    {
        if (whole == ProtocolMask.All)
        {
            return All;
        }

        if (whole.IsEmpty)
        {
            bool isEmpty = true;
            foreach (TrafficPlane? plane in partial)
            {
                isEmpty &= plane is null;
            }

            if (isEmpty)
            {
                return Empty;
            }
        }

        return new TrafficSet(whole, partial);
    }
}
