using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>What a rule of a chain got to see between two classes.</summary>
/// <param name="Policy">The policy it belongs to.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Traffic">The traffic it is about.</param>
/// <param name="Hit">What of it no earlier rule took.</param>
/// <param name="Holds">Whether its other conditions hold.</param>
internal readonly record struct RuleHit(Policy Policy, Rule Rule, TrafficSet Traffic, TrafficSet Hit, Certainty Holds);
