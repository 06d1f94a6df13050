using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Fixes;

/// <summary>Tries the ways in which a verdict may be turned over, and keeps the one that changes the least besides.</summary>
internal sealed class FixFinder(PolicySnapshot snapshot, Query query, CancellationToken cancellation)
{
    public FixAnswer Find()
    {
        Answer answer = snapshot.AskEnforced(query, cancellation);
        if (answer.Error is { } error)
        {
            return FixAnswer.None(error.Message);
        }

        if (answer.Parts.Any(part => part.Witness.Destination.Via is not null || query.To.StartsWith("fqdn:", StringComparison.Ordinal)))
        {
            return FixAnswer.None("there are no proposals for the ports of nodes and for names; ask about the pod or the address behind them");
        }

        if (query.Http is not null && snapshot.Model.Profile.EnforcesHttp)
        {
            return FixAnswer.None("there are no proposals for single HTTP requests; ask about the port");
        }

        return answer.Verdict switch
        {
            VerdictKind.Denied or VerdictKind.Partial => Find(VerdictKind.Allowed),
            VerdictKind.Allowed => Find(VerdictKind.Denied),
            VerdictKind.Unknown => FixAnswer.None("the verdict is unknown; first the input has to say what is missing"),
            VerdictKind.Ambiguous => FixAnswer.None("the verdict is ambiguous: policies of equal priority decide differently; give them different priorities first"),
            _ => FixAnswer.None("policy does not apply to such traffic"),
        };
    }

    private FixAnswer Find(VerdictKind goal)
    {
        PolicyFix? best = null;
        string? failure = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (PolicyApi api in Enum.GetValues<PolicyApi>())
        {
            foreach (Directions side in goal == VerdictKind.Allowed ? (ReadOnlySpan<Directions>)[Directions.Egress] : [Directions.Ingress, Directions.Egress])
            {
                var attempt = new FixAttempt(snapshot, query, goal, api, side, cancellation);
                if (attempt.Run() is not { } after)
                {
                    failure ??= attempt.Failure;
                }
                else if (seen.Add(attempt.Yaml) && Describe(attempt, after, goal) is var fix && (best is null || fix.ChangedPairs < best.ChangedPairs))
                {
                    best = fix;
                }
            }
        }

        return best is not null ? new FixAnswer([best], null) : FixAnswer.None(failure ?? "no new policy changes the verdict");
    }

    private PolicyFix Describe(FixAttempt attempt, PolicySnapshot after, VerdictKind goal)
    {
        string[] names = [.. attempt.PolicyNames];
        string what = names.Length == 1 ? $"the new {names[0]}" : $"{names.Length} new policies ({string.Join(", ", names)})";
        string does = (names.Length == 1, goal == VerdictKind.Allowed) switch
        {
            (true, true) => "allows it",
            (true, false) => "denies it",
            (false, true) => "allow it together",
            (false, false) => "deny it together",
        };
        return new PolicyFix
        {
            Summary = $"{what} {does}",
            Yaml = attempt.Yaml,
            Verdict = goal,
            Notes = [.. attempt.Notes],
            SideEffects = new SideEffectFinder(snapshot, after, AskedFlows.Of(snapshot, query), cancellation).Find(),
        };
    }
}
