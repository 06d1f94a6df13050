using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3001: a policy that is put wherever somebody happens to be.</summary>
internal sealed class NamespaceMissing : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP3001", "namespace-missing", Severity.Note, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "policy gives no namespace",
        Precision = LintPrecision.Medium,
        Explanation = """
            A policy of a namespaced kind gives none, and goes to the namespace that whoever applies it works in.

            Several objects of one file that all give no namespace are not reported: they are made to be put into one together. Nor is
            anything where the linter is told the namespace.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web}
            spec: {podSelector: {}}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {}}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        if (context.Snapshot.DefaultNamespace != LoadOptions.Default.DefaultNamespace)
        {
            return [];
        }

        HashSet<string> together = [.. context.Objects
            .GroupBy(entry => entry.Header.Span.File, StringComparer.Ordinal)
            .Where(file => file.Skip(1).Any() && file.All(entry => entry.Header.Namespace.Length == 0))
            .Select(file => file.Key)];
        return context.Policies
            .Where(policy => policy.Name.Namespace.Length > 0 && !together.Contains(policy.Span.File) && context.DocumentAt(policy.Span) is { } document && ObjectHeader.Of(document).Namespace.Length == 0)
            .Select(policy => Descriptor.At(LintTarget.Of(policy), $"`{policy.Name.KindText}` `{policy.Name.Name}` gives no namespace"));
    }
}
