using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2013: a rule that is wider than earlier ones which decide otherwise.</summary>
internal sealed class GeneralisedRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2013", "rule-generalised", Severity.Note, LintNeeds.Policies)
    {
        Title = "rule has exceptions before it",
        Precision = LintPrecision.Medium,
        IsOptIn = true,
        Explanation = """
            A rule matches all that an earlier one of its policy or tier does, in every cluster, and more, and has another action: the earlier
            one is an exception to it. That is how exceptions are written; an audit may want to see them all.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web'
              types: [Ingress]
              ingress:
              - {action: Deny, source: {nets: [10.1.2.3/32]}}
              - {action: Allow, source: {nets: [10.1.0.0/16]}}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web'
              types: [Ingress]
              ingress:
              - {action: Deny, source: {nets: [10.2.0.0/16]}}
              - {action: Allow, source: {nets: [10.1.0.0/16]}}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (IGrouping<(string, PolicyStage), Policy> list in context.Policies.Where(policy => !policy.IsStaged).GroupBy(policy => (policy.Tier, policy.Stage)))
        {
            foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress })
            {
                var earlier = new List<ComparedRule>();
                foreach (ComparedRule rule in list.Where(policy => policy.Governs.HasFlag(direction)).SelectMany(policy => ComparedRule.Of(policy, direction)).Where(rule => rule.IsTerminal))
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    if (earlier.Where(other => IsException(other, rule, context.Cancellation)).ToArray() is { Length: > 0 } exceptions)
                    {
                        yield return Of(rule, exceptions);
                    }

                    earlier.Add(rule);
                }
            }
        }
    }

    private Finding Of(ComparedRule rule, ComparedRule[] exceptions)
    {
        string others = exceptions.Length == 1 ? $"a rule of `{exceptions[0].Policy.Name}`" : $"rules of {string.Join(", ", exceptions.Select(other => $"`{other.Policy.Name}`").Distinct(StringComparer.Ordinal))}";
        return Descriptor.At(LintTarget.Of(rule.Policy, rule.Rules[0]), $"{others} with action {string.Join(" or ", exceptions.Select(other => other.Action).Distinct())} {(exceptions.Length == 1 ? "is an exception" : "are exceptions")} to this rule of `{rule.Policy.Name}` with action {rule.Action}") with
        {
            Related = [.. exceptions.Take(3).Select(other => new RelatedPlace(other.Rules[0].Span, "an exception"))],
        };
    }

    private static bool IsException(ComparedRule exception, ComparedRule rule, CancellationToken cancellation) =>
        exception.Action != rule.Action
        && !exception.Policy.Ties(rule.Policy)
        && exception.Rules.All(narrow => rule.Rules.Any(wide => wide.Traffic.Overlaps(narrow.Traffic)))
        && exception.IsWithin(rule, cancellation)
        && rule.Exceeds(exception, cancellation);
}
