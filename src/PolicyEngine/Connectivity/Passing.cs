using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>What passes from one party to another.</summary>
/// <param name="Allowed">What is allowed between some of their members, at least.</param>
/// <param name="Throughout">What is allowed between all of them.</param>
/// <param name="Unknown">About what the input does not suffice to tell, between some of them.</param>
internal sealed record Passing(TrafficSet Allowed, TrafficSet Throughout, TrafficSet Unknown)
{
    /// <summary>The same with other members.</summary>
    public Passing With(Passing other) => ReferenceEquals(this, other)
        ? this
        : new Passing(Allowed.Union(other.Allowed), Throughout.Intersect(other.Throughout), Unknown.Union(other.Unknown));
}
