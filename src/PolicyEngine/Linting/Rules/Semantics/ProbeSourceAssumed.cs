using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2031: a rule that is meant for a node's health checks chooses pods.</summary>
internal sealed class ProbeSourceAssumed : ILintRule
{
    private static readonly string[] s_words = ["probe", "kubelet", "health check", "healthcheck", "health-check"];

    public LintRuleDescriptor Descriptor { get; } = new("NP2031", "probe-source-assumed", Severity.Note, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "rule for health checks chooses pods",
        Precision = LintPrecision.Medium,
        IsOptIn = true,
        Explanation = """
            The name of a policy, or the comment above a rule, speaks of health checks, and the rule's peers are chosen by labels. Health
            checks come from the node itself, which no label chooses and which reaches the pods it runs whatever policies say.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: allow-probes, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress:
              - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
                ports: [{port: 8080}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: allow-frontend, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress:
              - from: [{podSelector: {matchLabels: {app: frontend}}}]
                ports: [{port: 8080}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies.SelectMany(policy => policy.Ingress
        .Where(rule => policy.Governs.HasFlag(Directions.Ingress) && rule is { Action: RuleAction.Allow, Fault: null, Source.Selector: not null } && (SpeaksOfProbes(policy.Name.Name) || SpeaksOfProbes(CommentAbove(context, rule.Span))))
        .Select(rule => Descriptor.At(LintTarget.Of(policy, rule), "health checks come from the node, which the rule's labels do not choose"))
        .DistinctBy(finding => finding.Target));

    private static bool SpeaksOfProbes(string text) => s_words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string CommentAbove(LintContext context, SourceSpan span) =>
        context.TextOf(span.File) is { } text && span.Line >= 2 && span.Line <= text.Lines.Count && text.Lines[span.Line - 2].AsSpan().TrimStart() is ['#', ..] ? text.Lines[span.Line - 2] : "";
}
