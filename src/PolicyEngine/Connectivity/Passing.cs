using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>What passes from one party of a matrix to another. An immutable value; few are made, and many connections share one.</summary>
public sealed class Passing : IEquatable<Passing>
{
    private static readonly TrafficSet s_icmp = TrafficSet.ForProtocol(Protocol.Icmp);
    private static readonly TrafficSet s_icmpV6 = TrafficSet.ForProtocol(Protocol.IcmpV6);

    // What is allowed throughout in packets of either family; null where none of that family pass between the two.
    private readonly TrafficSet? _inV4;
    private readonly TrafficSet? _inV6;

    private Passing(TrafficSet allowed, TrafficSet? inV4, TrafficSet? inV6, TrafficSet unknown)
    {
        (Allowed, _inV4, _inV6, Unknown) = (allowed, inV4, inV6, unknown);

        // In packets of one family nobody misses the ICMP of the other.
        Throughout = inV4 is null ? inV6 ?? TrafficSet.Empty
            : inV6 is null ? inV4
            : inV4.Union(s_icmpV6).Intersect(inV6.Union(s_icmp)).Intersect(allowed);
    }

    /// <summary>What is allowed between some members of the two, at least.</summary>
    public TrafficSet Allowed { get; }

    /// <summary>What is allowed between all of them.</summary>
    public TrafficSet Throughout { get; }

    /// <summary>About what the input does not suffice to tell, between some of them.</summary>
    public TrafficSet Unknown { get; }

    /// <summary>Whether anything is allowed or unknown.</summary>
    public bool IsAny => !Allowed.IsEmpty || !Unknown.IsEmpty;

    /// <summary>Whether some members of the two may do more than others.</summary>
    public bool IsPartial => Allowed != Throughout;

    /// <inheritdoc/>
    public bool Equals(Passing? other) =>
        ReferenceEquals(this, other) || (other is not null && Allowed == other.Allowed && Throughout == other.Throughout && Unknown == other.Unknown);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Passing);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Allowed, Throughout, Unknown);

    /// <summary>What passes between two members in packets of a family.</summary>
    internal static Passing Of(TrafficSet allowed, TrafficSet unknown, IpFamily family) =>
        family == IpFamily.V4 ? new Passing(allowed, allowed, null, unknown) : new Passing(allowed, null, allowed, unknown);

    /// <summary>The same with other members.</summary>
    internal Passing With(Passing other) => new(Allowed.Union(other.Allowed), Meet(_inV4, other._inV4), Meet(_inV6, other._inV6), Unknown.Union(other.Unknown));

    private static TrafficSet? Meet(TrafficSet? one, TrafficSet? other) => one is null || other is null ? one ?? other : one.Intersect(other);
}
