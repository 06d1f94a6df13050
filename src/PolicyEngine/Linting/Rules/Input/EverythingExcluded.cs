using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6007: rules that exclude every address.</summary>
internal static class EverythingExcluded
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6007", "notnets-catch-all", Severity.Error, LintNeeds.None)
        {
            Title = "every address is excluded",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                `0.0.0.0/0` or `::/0` under `notNets` leaves nothing that the rule could match.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    source: {notNets: [0.0.0.0/0]}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    source: {notNets: [10.0.0.0/8]}
                """,
        },
        BindingDiagnostics.ExcludesEverything);
}
