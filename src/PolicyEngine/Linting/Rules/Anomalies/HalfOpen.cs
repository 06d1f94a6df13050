using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2020: one side allows what the other denies.</summary>
internal sealed class HalfOpen : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2020", "half-open", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "what a rule allows, the other side denies",
        Precision = LintPrecision.Medium,
        Explanation = """
            Traffic between two pods needs both: egress of the one and ingress of the other. A rule allows it on one side, and for every
            pair of endpoints that it is about, policies on the other side deny all of it. Nothing gets through.

            Either a rule is missing on the other side, or this one is no longer needed.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: client, namespace: shop, labels: {app: client}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: redis, namespace: shop, labels: {app: redis}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: client, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: client}}
              policyTypes: [Egress]
              egress:
              - to: [{podSelector: {matchLabels: {app: redis}}}]
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: deny, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Ingress]}
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: client, namespace: shop, labels: {app: client}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: redis, namespace: shop, labels: {app: redis}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: client, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: client}}
              policyTypes: [Egress]
              egress:
              - to: [{podSelector: {matchLabels: {app: redis}}}]
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              policyTypes: [Ingress]
              ingress:
              - from: [{podSelector: {matchLabels: {app: client}}}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.BlockedRules
        .Where(blocked => !blocked.WantsOthers)
        .Select(blocked => Descriptor.At(
            LintTarget.Of(blocked.Policy, blocked.Rule),
            $"nothing that a rule of `{blocked.Policy.Name}` allows gets through: the other side denies all of it, such as {blocked.Words}") with
        {
            Hint = "allow it on the other side too, or take the rule away",
            Related = blocked.Denial.Policy is { } policy ? [new RelatedPlace(policy.Span, $"`{policy.Name}` denies it")]
                : [.. blocked.Denial.Triggers.Take(3).Select(trigger => new RelatedPlace(trigger.Span, $"`{trigger.Name}` isolates the other side"))],
        });
}
