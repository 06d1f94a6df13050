using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>What passes from one party to another.</summary>
/// <param name="allowed">What is allowed between some of their members, at least.</param>
/// <param name="throughout">What is allowed between all of them.</param>
/// <param name="unknown">About what the input does not suffice to tell, between some of them.</param>
internal sealed class Passing(TrafficSet allowed, TrafficSet throughout, TrafficSet unknown) : IEquatable<Passing>
{
    private Passing? _finished;

    public TrafficSet Allowed { get; } = allowed;

    public TrafficSet Throughout { get; } = throughout;

    public TrafficSet Unknown { get; } = unknown;

    /// <summary>Whether anything is allowed or unknown.</summary>
    public bool IsAny => !Allowed.IsEmpty || !Unknown.IsEmpty;

    /// <summary>The same with other members.</summary>
    public Passing With(Passing other) => new(Allowed.Union(other.Allowed), Throughout.Intersect(other.Throughout), Unknown.Union(other.Unknown));

    /// <summary>The same, where nothing counts as allowed throughout that is nowhere allowed.</summary>
    public Passing Finished() => _finished ??= Throughout == Allowed ? this : new Passing(Allowed, Throughout.Intersect(Allowed), Unknown);

    public bool Equals(Passing? other) =>
        ReferenceEquals(this, other) || (other is not null && Allowed == other.Allowed && Throughout == other.Throughout && Unknown == other.Unknown);

    public override bool Equals(object? obj) => Equals(obj as Passing);

    public override int GetHashCode() => HashCode.Combine(Allowed, Throughout, Unknown);
}
