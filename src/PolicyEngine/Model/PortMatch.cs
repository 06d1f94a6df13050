using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>A rule's condition on one port: a number in <see cref="Numbers"/>, or one of the names resolved on that side's endpoint.</summary>
/// <param name="Numbers">The traffic admitted by number.</param>
/// <param name="Names">The ports admitted by name.</param>
public sealed record PortMatch(TrafficSet Numbers, ImmutableArray<NamedPort> Names)
{
    /// <summary>The ports admitted by number, in the order in which they are written.</summary>
    public ImmutableArray<NumberedPorts> Listed { get; init; } = [];
}
