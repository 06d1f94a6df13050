using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2021: both sides allow something, and nothing in common.</summary>
internal sealed class NoCommonPort : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2021", "no-common-port", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "both sides allow traffic, and none in common",
        Explanation = """
            Egress rules of one endpoint and ingress rules of another name each other, and no protocol and port is allowed by both:
            nothing gets through. One of the ports is wrong.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: batch, namespace: shop, labels: {app: batch}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              policyTypes: [Egress]
              egress:
              - to: [{podSelector: {matchLabels: {app: web}}}]
                ports: [{protocol: TCP, port: 80}]
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
              ingress:
              - from: [{podSelector: {matchLabels: {app: batch}}}]
                ports: [{protocol: TCP, port: 443}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: batch, namespace: shop, labels: {app: batch}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              policyTypes: [Egress]
              egress:
              - to: [{podSelector: {matchLabels: {app: web}}}]
                ports: [{protocol: TCP, port: 443}]
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
              ingress:
              - from: [{podSelector: {matchLabels: {app: batch}}}]
                ports: [{protocol: TCP, port: 443}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.BlockedRules
        .Where(blocked => blocked.WantsOthers)
        .Select(blocked => Descriptor.At(
            LintTarget.Of(blocked.Policy, blocked.Rule),
            $"a rule of `{blocked.Policy.Name}` and rules of the other side allow no traffic in common, such as {blocked.Words}") with
        {
            Hint = "name the same protocol and port on both sides",
            Related = [.. blocked.Denial.Triggers.Take(3).Select(trigger => new RelatedPlace(trigger.Span, $"`{trigger.Name}` allows other traffic on the other side"))],
        });
}
