using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>What passes from one party of a matrix to another. An immutable value; few are made, and many connections share one.</summary>
public sealed class Passing : IEquatable<Passing>
{
    private Passing? _finished;

    internal Passing(TrafficSet allowed, TrafficSet throughout, TrafficSet unknown) => (Allowed, Throughout, Unknown) = (allowed, throughout, unknown);

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

    /// <summary>The same with other members.</summary>
    internal Passing With(Passing other) => new(Allowed.Union(other.Allowed), Throughout.Intersect(other.Throughout), Unknown.Union(other.Unknown));

    /// <summary>The same, where nothing counts as allowed throughout that is nowhere allowed.</summary>
    internal Passing Finished() => _finished ??= IsPartial ? new Passing(Allowed, Throughout.Intersect(Allowed), Unknown) : this;
}
