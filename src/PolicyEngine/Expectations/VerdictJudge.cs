using PolicyEngine.Compilation;
using PolicyEngine.Queries;

namespace PolicyEngine.Expectations;

/// <summary>Judges an expectation of a verdict.</summary>
internal sealed class VerdictJudge(ExpectationAsker asker)
{
    public ExpectationResult Judge(Expectation expectation)
    {
        var failures = new List<ExpectationFailure>();
        var missing = new List<string>();
        var parts = new List<AnswerPart>();
        VerdictKind expected = expectation.Verdict!.Value;

        // Partial, unknown and ambiguous are about the whole; allowed and denied hold for each pair or not at all.
        bool isAboutWhole = expected is not (VerdictKind.Allowed or VerdictKind.Denied);
        long pairs = 0;
        long failed = 0;
        foreach (Answer answer in asker.Ask(expectation.From, expectation.To, expectation.Traffic))
        {
            if (answer.Error is { } error)
            {
                return asker.Fail(expectation, answer.Query, error);
            }

            if (answer.Parts.All(part => part.Egress.Reason == ReasonCode.SameEndpoint))
            {
                return ExpectationAsker.AsksNothing(expectation, answer.Query);
            }

            AnswerPart[] applicable = [.. answer.Parts.Where(part => part.Verdict != VerdictKind.NotApplicable)];
            AnswerPart[] judged = applicable.Length > 0 ? applicable : [.. answer.Parts];
            parts.AddRange(judged);
            pairs += answer.Tally.Total;
            failed += answer.Tally.WithAny(verdict => verdict != expected && (applicable.Length == 0 || verdict != VerdictKind.NotApplicable));
            failures.AddRange(judged
                .Where(part => isAboutWhole || part.Verdict != expected)
                .Select(part => new ExpectationFailure(ExpectationFailureKind.OtherVerdict, part, answer.Snapshot)));
            missing.AddRange(answer.Missing);
        }

        VerdictKind verdict = QueryAnswerer.Combine([.. parts]);
        bool holds = verdict == expected;
        return new ExpectationResult
        {
            Expectation = expectation,
            Verdict = verdict,
            HasFailed = !holds,
            Pairs = pairs,
            // Of HTTP requests that are told apart, only one kind was counted.
            FailedPairs = holds ? 0 : isAboutWhole ? pairs : Math.Max(failed, failures.Max(failure => failure.Part.Pairs)),
            Failures = holds ? [] : [.. failures],
            Missing = holds ? [] : [.. missing.Distinct(StringComparer.Ordinal)],
        };
    }
}
