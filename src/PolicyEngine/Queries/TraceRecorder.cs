using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>Writes down the steps of a walk.</summary>
internal sealed class TraceRecorder(MismatchDescriber mismatches) : ITraceSink
{
    private readonly ImmutableArray<TraceStep>.Builder _steps = ImmutableArray.CreateBuilder<TraceStep>();
    private Tier? _tier;

    public ImmutableArray<TraceStep> Steps => _steps.ToImmutable();

    public void Lead(LeadRule lead, Certainty matches) =>
        _steps.Add(new TraceStep
        {
            Kind = TraceStepKind.Rule,
            Rule = lead.Rule.Rule,
            Match = (RuleMatch)matches,
            Detail = matches == Certainty.Maybe ? "may match: an address is not known" : DecisionText.OfLead(lead.Decision),
        });

    public void EnterTier(Tier tier)
    {
        _tier = tier;
        _steps.Add(new TraceStep { Kind = TraceStepKind.Tier, Tier = tier, Detail = $"tier {tier.Name}" });
    }

    public void SkipStaged(Policy policy) =>
        _steps.Add(new TraceStep { Kind = TraceStepKind.Staged, Tier = _tier, Policy = policy, Detail = "staged, not enforced" });

    public void DoubtPolicy(Policy policy, Fault fault) =>
        _steps.Add(new TraceStep
        {
            Kind = TraceStepKind.NotUnderstood,
            Tier = _tier,
            Policy = policy,
            Match = RuleMatch.Maybe,
            Detail = $"not understood: {fault.Message}",
        });

    public void Consider(Policy? policy, Profile? profile, CompiledRule rule, Certainty matches) =>
        _steps.Add(new TraceStep
        {
            Kind = TraceStepKind.Rule,
            Tier = profile is null ? _tier : null,
            Policy = policy,
            Profile = profile,
            Rule = rule.Rule,
            Match = (RuleMatch)matches,
            Detail = matches switch
            {
                Certainty.Yes => $"matches: {rule.Rule.Action}",
                Certainty.Maybe => rule.Rule.Fault is { } fault ? $"not understood: {fault.Message}" : "may match: an address is not known",
                _ => mismatches.Describe(rule),
            },
        });

    public void LeaveTier(Tier tier, RuleAction action, Certainty certainty) =>
        _steps.Add(new TraceStep
        {
            Kind = TraceStepKind.EndOfTier,
            Tier = tier,
            Detail = action == RuleAction.Pass ? $"end of tier {tier.Name}: pass" : $"end of tier {tier.Name}: deny",
        });
}
