using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Fixes;

/// <summary>A decision that is to be another.</summary>
/// <param name="Direction">Whose half it is: egress of the source, or ingress of the destination.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Flow">A flow it is about.</param>
internal sealed record Obstacle(Directions Direction, Decision Decision, Flow Flow)
{
    /// <summary>The direction the deciding policies see.</summary>
    public Directions PolicyDirection => Decision.Stage?.Direction ?? Direction;

    /// <summary>What the proposed rules have to do.</summary>
    public RuleAction Remedy => Decision.Outcome == Outcome.Deny ? RuleAction.Allow : RuleAction.Deny;

    /// <summary>Whether a policy could have decided otherwise.</summary>
    public bool IsOfPolicy => Decision.Reason
        is ReasonCode.DeniedByRule or ReasonCode.TierDefaultDeny or ReasonCode.NoRuleMatchesPeer or ReasonCode.NoRuleMatchesPort
        or ReasonCode.RulePortNameUnresolved or ReasonCode.IsolatedNoRule or ReasonCode.ProfileDeny
        or ReasonCode.AdmittedByRule or ReasonCode.ProfileAllow or ReasonCode.EgressNotIsolated or ReasonCode.IngressNotIsolated;

    /// <summary>In words.</summary>
    public string Text => DecisionText.Of(Decision, Direction);

    /// <summary>Whether another decision has the same cause.</summary>
    public bool IsLike(Decision other) =>
        other.Outcome == Decision.Outcome
        && ReferenceEquals(other.Stage, Decision.Stage)
        && ReferenceEquals(other.Tier, Decision.Tier)
        && ReferenceEquals(other.Rule, Decision.Rule);

    /// <summary>The part of an answer that stands in the way of a verdict; null where none does that is certain.</summary>
    public static Obstacle? In(Answer answer, VerdictKind goal, Directions preferred)
    {
        VerdictKind unwanted = goal == VerdictKind.Allowed ? VerdictKind.Denied : VerdictKind.Allowed;
        if (answer.Parts.FirstOrDefault(part => part.Verdict == unwanted) is not { } part)
        {
            return null;
        }

        Obstacle egress = new(Directions.Egress, part.Egress, part.Witness);
        Obstacle ingress = new(Directions.Ingress, part.Ingress, part.Witness);
        if (goal == VerdictKind.Allowed)
        {
            return egress.Decision.Outcome == Outcome.Deny ? egress : ingress;
        }

        (Obstacle first, Obstacle second) = preferred == Directions.Egress ? (egress, ingress) : (ingress, egress);
        return first.IsOfPolicy ? first : second;
    }
}
