using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1020: list items that are no objects.</summary>
internal static class ListItemInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1020", "list-item-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "list item is not an object",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Each item of a `List` is an object of its own; what is none is passed over.
                """,
            Wrong = """
                apiVersion: v1
                kind: List
                items:
                - redis
                """,
            Right = """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Namespace
                  metadata: {name: shop}
                """,
        },
        ReadingDiagnostics.FaultyListItem);
}
