using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Expectations;

/// <summary>
/// Notes which rules decide what is asked about. Rules that pass or log decide nothing; they count where the flow that stands
/// for others meets them.
/// </summary>
internal sealed class CoverageRecorder
{
    private readonly ImmutableArray<(Policy Policy, Rule Rule)> _rules;
    private readonly HashSet<(PolicyName, string)> _unmet;

    public CoverageRecorder(PolicySnapshot snapshot)
    {
        // A policy that is staged decides nothing, and rules of a direction that a policy does not govern never do.
        _rules =
        [
            .. from policy in snapshot.Model.Policies
               where !policy.IsStaged
               from direction in (Directions[])[Directions.Ingress, Directions.Egress]
               where policy.Governs.HasFlag(direction)
               from rule in policy.Rules(direction).DistinctBy(rule => rule.Path, StringComparer.Ordinal)
               select (policy, rule),
        ];
        _unmet = [.. _rules.Select(entry => (entry.Policy.Name, entry.Rule.Path))];
        HasTransitRules = _rules.Any(entry => IsTransit(entry.Rule));
    }

    private bool HasTransitRules { get; }

    public RuleCoverage Coverage => RuleCoverage.Of(_rules.Select(entry => new CoveredRule(entry.Policy, entry.Rule, !_unmet.Contains((entry.Policy.Name, entry.Rule.Path)))));

    public void Record(Answer answer)
    {
        if (_unmet.Count == 0)
        {
            return;
        }

        foreach (AnswerPart part in answer.Parts)
        {
            Record(part.Egress);
            Record(part.Ingress);
            if (HasTransitRules)
            {
                RecordTransit(answer.Snapshot.Explain(part.Witness));
            }
        }
    }

    private static bool IsTransit(Rule rule) => rule.Action is RuleAction.Pass or RuleAction.Log;

    private void Record(Decision decision)
    {
        if (decision is { Policy: { } policy, Rule: { } rule })
        {
            _unmet.Remove((policy.Name, rule.Path));
        }

        foreach (Decision alternative in decision.Alternatives)
        {
            Record(alternative);
        }
    }

    private void RecordTransit(Explanation explanation)
    {
        foreach (TraceStep step in explanation.Egress.Steps.Concat(explanation.Ingress.Steps))
        {
            if (step is { Kind: TraceStepKind.Rule, Match: RuleMatch.Yes, Policy: { IsStaged: false } policy, Rule: { } rule } && IsTransit(rule))
            {
                _unmet.Remove((policy.Name, rule.Path));
            }
        }
    }
}
