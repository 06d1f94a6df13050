using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output.Diff;

/// <summary>The half of a verdict that tells most: the one that does not allow, else the one that a rule allows.</summary>
internal static class DecidingHalf
{
    public static (Directions Half, Decision Decision) Of(Verdict verdict) =>
        verdict.Egress.Outcome != Outcome.Allow || (verdict.Ingress.Outcome == Outcome.Allow && verdict.Ingress.Rule is null && verdict.Egress.Rule is not null)
            ? (Directions.Egress, verdict.Egress)
            : (Directions.Ingress, verdict.Ingress);
}
