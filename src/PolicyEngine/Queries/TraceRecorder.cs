using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>Writes down the steps of a walk.</summary>
internal sealed class TraceRecorder(MismatchFinder mismatches) : ITraceSink
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

    public void HasNoRule(Policy policy) => _steps.Add(new TraceStep { Kind = TraceStepKind.NoRule, Tier = _tier, Policy = policy, Detail = "has no rule" });

    public void LeaveOpen(Policy policy) =>
        _steps.Add(new TraceStep
        {
            Kind = TraceStepKind.NotUnderstood,
            Tier = _tier,
            Policy = policy,
            Match = RuleMatch.Maybe,
            Detail = "not defined for protocols other than TCP, UDP and SCTP",
        });

    public void Consider(Policy? policy, Profile? profile, CompiledRule rule, Certainty matches)
    {
        RuleMismatch? mismatch = matches == Certainty.No ? mismatches.Find(rule) : null;
        _steps.Add(new TraceStep
        {
            Kind = TraceStepKind.Rule,
            Tier = profile is null ? _tier : null,
            Policy = policy,
            Profile = profile,
            Rule = rule.Rule,
            Match = (RuleMatch)matches,
            Action = matches == Certainty.Yes ? rule.Rule.Action : null,
            Mismatch = mismatch,
            Detail = mismatch?.ToString()
                ?? (matches == Certainty.Yes ? $"matches: {rule.Rule.Action}"
                : rule.Rule.Fault is { } fault ? $"not understood: {fault.Message}"
                : rule.DependsOnRequest ? "may match: the HTTP request is not known"
                : "may match: an address is not known"),
        });
    }

    public void LeaveTier(Tier tier, RuleAction action, Certainty certainty)
    {
        bool mayEndOtherwise = action == RuleAction.Deny && certainty == Certainty.Maybe;
        _steps.Add(new TraceStep
        {
            Kind = TraceStepKind.EndOfTier,
            Tier = tier,
            Action = mayEndOtherwise ? null : action,
            Detail = $"end of tier {tier.Name}: {(action == RuleAction.Pass ? "pass" : mayEndOtherwise ? "may deny" : "deny")}",
        });
    }
}
