using System.Globalization;
using PolicyEngine.Compilation;
using PolicyEngine.Expectations;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Testing;

/// <summary>Says why an expectation does not hold: the flows for which it does not, and what decided each half of them.</summary>
internal static class FailureText
{
    private const int MaxFailures = 3;

    public static IEnumerable<string> Lines(ExpectationResult result)
    {
        Expectation expectation = result.Expectation;
        string title = expectation.Name.Length == 0 ? expectation.Subject : $"{expectation.Name}: {expectation.Subject}";
        yield return $"{(expectation.Span.IsNone ? "" : $"{expectation.Span}: ")}{title}: {Problem(result)}";
        if (expectation.Why.Length > 0)
        {
            yield return $"  why: {expectation.Why}";
        }

        foreach (string line in result.Failures.Take(MaxFailures).SelectMany(Lines))
        {
            yield return "  " + line;
        }

        if (result.Failures.Length > MaxFailures)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  and {result.Failures.Length - MaxFailures} more");
        }

        foreach (string missing in result.Missing)
        {
            yield return $"  missing: {missing}";
        }
    }

    private static string Problem(ExpectationResult result)
    {
        if (result.Error is { } error)
        {
            return error.Message;
        }

        string pairs = result.Pairs == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({result.FailedPairs} of {result.Pairs} pairs)");
        return result.Expectation.Verdict is { } expected
            ? $"expected {expected}, is {result.Verdict}{pairs}"
            : $"expected nothing but what is listed{pairs}";
    }

    private static IEnumerable<string> Lines(ExpectationFailure failure)
    {
        AnswerPart part = failure.Part;
        Explanation explanation = failure.Snapshot.Explain(part.Witness);
        string kind = failure.Kind switch
        {
            ExpectationFailureKind.ListedNotAllowed => "listed, ",
            ExpectationFailureKind.NotListed => "not listed, ",
            _ => "",
        };
        yield return $"{kind}{part.Verdict}: {(part.Traffic.IsAll ? "any traffic" : part.Traffic.Describe())}, such as {part.Source} -> {part.Destination} {part.Witness.Traffic}";
        foreach (string line in Lines("egress ", part.Egress, explanation.Egress).Concat(Lines("ingress", part.Ingress, explanation.Ingress)))
        {
            yield return "  " + line;
        }
    }

    private static IEnumerable<string> Lines(string half, Decision decision, HalfExplanation explanation)
    {
        yield return $"{half}  {decision.Outcome}: {DecisionText.Of(decision, explanation.Direction)} [{decision.Reason.ToText()}]{At(decision.Span)}";
        if (explanation.WhyNot is { Nearest: [var nearest, ..] })
        {
            yield return $"  nearest rule: {nearest.Step.Policy?.Name.ToString() ?? $"profile {nearest.Step.Profile!.Name}"} {nearest.Step.Rule!.YamlPath}{At(nearest.Step.Rule.Span)}: {nearest.Step.Mismatch}";
        }
    }

    private static string At(SourceSpan place) => place.IsNone ? "" : $" {place}";
}
