using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>Traffic that a proposed rule matches.</summary>
/// <param name="Sources">Who sends it; empty where the policy's own endpoints do.</param>
/// <param name="Destinations">Who receives it; empty where the policy's own endpoints do.</param>
/// <param name="Traffic">The traffic.</param>
internal sealed record FlowRule(ImmutableArray<PartyTerm> Sources, ImmutableArray<PartyTerm> Destinations, TrafficSet Traffic)
{
    /// <summary>The side that is not the policy's own.</summary>
    public ImmutableArray<PartyTerm> Peers(Directions direction) => direction == Directions.Ingress ? Sources : Destinations;
}

/// <summary>A policy that is yet to be written in the words of an API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Subject">The endpoints it governs.</param>
/// <param name="Direction">The one direction it governs.</param>
/// <param name="Action">What its rules do.</param>
/// <param name="Families">The families of that traffic.</param>
/// <param name="Rules">The traffic they match.</param>
internal sealed record PolicyDraft(
    string Name, LabelTerm Subject, Directions Direction, RuleAction Action, IpFamilies Families, ImmutableArray<FlowRule> Rules);
