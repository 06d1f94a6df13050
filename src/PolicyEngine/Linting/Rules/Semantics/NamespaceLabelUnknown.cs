using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2035: a selector of namespaces asks for what the input does not tell.</summary>
internal sealed class NamespaceLabelUnknown : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2035", "namespace-label-unknown", Severity.Note, LintNeeds.Policies)
    {
        Title = "labels of namespaces are not in the input",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            A policy chooses namespaces by a label, and the input lacks the Namespace objects that carry the labels, of the namespaces
            its pods are in or, without pods, of the policies' own. Nothing but their names is known of those, and they are taken to have no other label. Add the Namespaces to the
            input.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: tool-0, namespace: dev}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: dev}
            spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: dev}}}]}]}
            """,
        Right = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: dev, labels: {env: dev}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: tool-0, namespace: dev}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: dev}
            spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: dev}}}]}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        HashSet<string> populated = context.Model.Endpoints.Select(endpoint => endpoint.Namespace).ToHashSet(StringComparer.Ordinal);
        if (context.Model.Namespaces.FirstOrDefault(candidate => !candidate.IsDeclared && (populated.Count == 0 || populated.Contains(candidate.Name))) is not { } unknown)
        {
            yield break;
        }

        foreach (Policy policy in context.Policies)
        {
            string[] labels = [.. policy.RulesThatCount()
                .SelectMany(entry => new[] { entry.Rule.Source.Selector, entry.Rule.Destination.Selector })
                .OfType<Selector>()
                .Append(policy.Subject)
                .SelectMany(selector => selector.Requirements)
                .Select(requirement => requirement.Label)
                .Where(label => label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal))
                .Select(label => label[CalicoLabels.NamespacePrefix.Length..])
                .Where(label => label != CalicoLabels.MetadataName)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)];
            if (labels.Length > 0)
            {
                yield return Descriptor.At(
                    LintTarget.Of(policy),
                    $"`{policy.Name}` chooses namespaces by {string.Join(", ", labels.Select(label => $"`{label}`"))}, and the input does not say which have it: it has no Namespace `{unknown.Name}`");
            }
        }
    }
}
