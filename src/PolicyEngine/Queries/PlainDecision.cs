using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>
/// Tells decisions about which <see cref="AnswerNotes"/> and <see cref="ProfileNotes"/> have nothing to say, but perhaps that a
/// block matches a pod.
/// </summary>
internal static class PlainDecision
{
    public static bool IsPlain(Decision decision) =>
        decision is { Outcome: Outcome.Allow or Outcome.Deny, Stage: null, Rule: null or { Http: null } }
        && decision.Policy is not { IsOfClusterApi: true }
        && IsPlain(decision.Reason);

    /// <summary>Whether a block of addresses may have matched.</summary>
    public static bool HasBlocks(Decision decision) => decision.Rule is { } rule && (rule.Source.Nets ?? rule.Destination.Nets) is not null;

    /// <summary>Reasons that are found in the policies of the endpoint alone.</summary>
    private static bool IsPlain(ReasonCode reason) => reason
        is ReasonCode.EgressNotIsolated or ReasonCode.IngressNotIsolated
        or ReasonCode.AdmittedByRule or ReasonCode.DeniedByRule
        or ReasonCode.NoRuleMatchesPeer or ReasonCode.NoRuleMatchesPort or ReasonCode.RulePortNameUnresolved or ReasonCode.IsolatedNoRule
        or ReasonCode.TierDefaultDeny or ReasonCode.PassedToTier
        or ReasonCode.ProfileAllow or ReasonCode.ProfileDeny
        or ReasonCode.ExternalEndpoint or ReasonCode.SameEndpoint;
}
