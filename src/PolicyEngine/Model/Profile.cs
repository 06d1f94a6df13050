using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>What endpoints that name it inherit: labels, and rules that decide when no policy does.</summary>
/// <param name="Name">The name endpoints refer to it by.</param>
/// <param name="Labels">The labels lent to endpoints that do not have them themselves.</param>
/// <param name="Ingress">Rules for traffic towards the endpoint.</param>
/// <param name="Egress">Rules for traffic from the endpoint.</param>
/// <param name="Span">Where it, or what it is derived from, is written.</param>
public sealed record Profile(string Name, LabelSet Labels, ImmutableArray<Rule> Ingress, ImmutableArray<Rule> Egress, SourceSpan Span)
{
    /// <summary>Whether no document declares it or what Calico makes it of; it is taken to exist all the same.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>The rules of one direction.</summary>
    public ImmutableArray<Rule> Rules(Directions direction) => direction == Directions.Ingress ? Ingress : Egress;
}
