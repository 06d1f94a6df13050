using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Specification.Tests;

/// <summary>What is said of rules, against what evaluation says of flows.</summary>
public sealed class RuleUseTests
{
    [Fact]
    public void A_rule_said_to_decide_decides_its_witness() => new FlowLaw(world =>
    {
        PolicySnapshot snapshot = new LoadedWorld(world).Snapshot;
        RuleUse? wrong = RuleUse.Of(snapshot).FirstOrDefault(use => use.Kind == RuleUseKind.Decides && !Decides(snapshot, use));
        string? failure = wrong is null ? null : $"{wrong.Policy.Name} {wrong.Rule.Path} does not decide {wrong.Witness}";
        return _ => failure;
    }).HoldsEverywhere();

    [Fact]
    public void A_rule_said_to_decide_nothing_decides_no_flow() => new FlowLaw(world =>
    {
        var loaded = new LoadedWorld(world);
        HashSet<(PolicyName, string)> idle = [.. RuleUse.Of(loaded.Snapshot).Where(use => use.Kind is RuleUseKind.Covered or RuleUseKind.Unmatched).Select(use => (use.Policy.Name, use.Rule.Path))];
        return flow =>
        {
            Verdict verdict = loaded.Snapshot.Evaluate(loaded.Flow(flow with { Http = null }));
            foreach (Decision decision in new[] { verdict.Egress, verdict.Ingress })
            {
                if (decision is { Policy: { } policy, Rule: { } rule, Outcome: Outcome.Allow or Outcome.Deny } && idle.Contains((policy.Name, rule.Path)))
                {
                    return $"{policy.Name} {rule.Path} decides it";
                }
            }

            return null;
        };
    }).HoldsEverywhere();

    private static bool Decides(PolicySnapshot snapshot, RuleUse use)
    {
        Flow witness = use.Witness!.Value;
        if (use.Rule.Action is RuleAction.Pass or RuleAction.Log)
        {
            HalfExplanation half = use.Direction == Directions.Ingress ? snapshot.Explain(witness).Ingress : snapshot.Explain(witness).Egress;
            return half.Steps.Any(step => step.Policy?.Name == use.Policy.Name && step.Rule?.Path == use.Rule.Path && step.Match == RuleMatch.Yes);
        }

        Verdict verdict = snapshot.Evaluate(witness);
        Decision decision = use.Direction == Directions.Ingress ? verdict.Ingress : verdict.Egress;
        return ReferenceEquals(decision.Policy, use.Policy) && decision.Rule!.Path == use.Rule.Path && decision.Outcome is Outcome.Allow or Outcome.Deny;
    }
}
