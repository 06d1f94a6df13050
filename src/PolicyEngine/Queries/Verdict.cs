using PolicyEngine.Compilation;

namespace PolicyEngine.Queries;

/// <summary>The verdict on one flow, with the decision about each half.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Egress">What the source's side decided.</param>
/// <param name="Ingress">What the destination's side decided.</param>
public readonly record struct Verdict(VerdictKind Kind, Decision Egress, Decision Ingress)
{
    internal static Verdict Of(Decision egress, Decision ingress) => new(KindOf(egress, ingress), egress, ingress);

    private static VerdictKind KindOf(Decision egress, Decision ingress)
    {
        if (egress.Reason is ReasonCode.SameEndpoint or ReasonCode.NoCommonFamily
            || egress.Reason == ReasonCode.FinishedEndpoint || ingress.Reason == ReasonCode.FinishedEndpoint)
        {
            return VerdictKind.NotApplicable;
        }

        if (egress.Outcome == Outcome.Deny || ingress.Outcome == Outcome.Deny)
        {
            return VerdictKind.Denied;
        }

        if (egress.Outcome == Outcome.Unknown || ingress.Outcome == Outcome.Unknown)
        {
            return VerdictKind.Unknown;
        }

        return egress.Outcome == Outcome.Allow && ingress.Outcome == Outcome.Allow ? VerdictKind.Allowed : VerdictKind.Ambiguous;
    }
}
