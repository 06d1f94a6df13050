using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6029: staged deletions that say more.</summary>
internal static class StagedDeletionContent
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6029", "staged-delete-nonempty", Severity.Error, LintNeeds.None)
        {
            Title = "staged deletion has content",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A staged policy with action `Delete` only names what is to be deleted, and its tier.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: StagedNetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  stagedAction: Delete
                  selector: all()
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: StagedNetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  stagedAction: Delete
                """,
        },
        BindingDiagnostics.StagedDeletionContent)
    {
        IsAboutKeys = true,
    };
}
