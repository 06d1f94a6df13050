using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Expectations;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4021: what must hold, and does not.</summary>
internal sealed class AssertionViolated : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4021", "invariant-violated", Severity.Error, LintNeeds.Workloads)
    {
        Title = "assertion of the configuration does not hold",
        Precision = LintPrecision.VeryHigh,
        SecuritySeverity = 8.0,
        Explanation = """
            `netpol.yaml` says under `lint.assertions` what must hold whatever the policies are, in the words in which `netpol test` takes
            expectations: `expect: allow`, `expect: deny`, or `only` with all that may pass.

            ```yaml
            lint:
              assertions:
              - {name: pci, from: dev/*, to: pci/*, expect: deny}
              - {to: pci/ledger, only: [{from: deploy/pci/gateway, port: 5432}]}
            ```

            Each is judged for every pod and all the traffic it is about. The finding stands at the assertion, with one flow for which it does
            not hold and what decides that. One that names what is not there cannot be judged, which is told too.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Assertions.IsEmpty ? [] :
        ExpectationRun.Of(context.Snapshot, context.Assertions, context.Snapshot.DefaultNamespace, context.Cancellation).Results
            .Where(result => result.Outcome != ExpectationOutcome.Passed)
            .Select(Of);

    private Finding Of(ExpectationResult result)
    {
        Expectation assertion = result.Expectation;
        string name = assertion.Name.Length > 0 ? assertion.Name : assertion.Subject;
        var target = new LintTarget($"Assertion/{name}", "", assertion.Span);
        if (result.Error is { } error)
        {
            return Descriptor.At(target with { Span = error.Span.IsNone ? assertion.Span : error.Span }, $"assertion `{name}` cannot be judged: {error.Message}") with { Hint = error.Hint };
        }

        ExpectationFailure failure = result.Failures[0];
        AnswerPart part = failure.Part;
        string purpose = assertion.Why.Length > 0 ? $" ({assertion.Why})" : "";
        return Descriptor.At(target, $"assertion `{name}`{purpose} does not hold: {Wanted(failure, assertion)}, and `{part.Source}` to `{part.Destination}`, {part.Witness.Traffic}, is {Words(part.Verdict)}: {Reason(part)}") with
        {
            Hint = "change the policies, or the assertion",
            Related = [.. Deciding(part).Take(2)],
        };
    }

    private static string Wanted(ExpectationFailure failure, Expectation assertion) => failure.Kind switch
    {
        ExpectationFailureKind.ListedNotAllowed => "what is listed is to be allowed",
        ExpectationFailureKind.NotListed => "nothing is to pass but what is listed",
        _ => $"all of it is to be {Words(assertion.Verdict!.Value)}",
    };

    private static string Words(VerdictKind verdict) => verdict == VerdictKind.NotApplicable ? "no matter of policy" : verdict.ToString().ToLowerInvariant();

    private static string Reason(AnswerPart part) => string.Join("; ", Halves(part).Select(half => DecisionText.Of(half.Decision, half.Direction)).Distinct(StringComparer.Ordinal));

    /// <summary>The halves that make the verdict: one that denies does so alone.</summary>
    private static ImmutableArray<(Decision Decision, Directions Direction)> Halves(AnswerPart part) =>
        part.Verdict == VerdictKind.Denied && part.Egress.Outcome == Outcome.Deny ? [(part.Egress, Directions.Egress)]
        : part.Verdict == VerdictKind.Denied ? [(part.Ingress, Directions.Ingress)]
        : [(part.Egress, Directions.Egress), (part.Ingress, Directions.Ingress)];

    private static IEnumerable<RelatedPlace> Deciding(AnswerPart part) =>
        from half in Halves(part)
        where half.Decision is { Policy: not null, Rule.Span.IsNone: false }
        select new RelatedPlace(half.Decision.Rule!.Span, $"a rule of `{half.Decision.Policy!.Name}` decides it");
}
