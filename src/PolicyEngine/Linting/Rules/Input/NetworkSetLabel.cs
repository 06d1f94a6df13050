using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6041: global network sets that claim a namespace.</summary>
internal static class NetworkSetLabel
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6041", "networkset-namespace-label", Severity.Error, LintNeeds.None)
        {
            Title = "global network set claims a namespace",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The label `projectcalico.org/namespace` is Calico's own. Make the set a NetworkSet of the namespace.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: GlobalNetworkSet
                metadata: {name: offices, labels: {projectcalico.org/namespace: shop}}
                spec: {nets: [192.0.2.0/24]}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkSet
                metadata: {name: offices, namespace: shop}
                spec: {nets: [192.0.2.0/24]}
                """,
        },
        BindingDiagnostics.NamespaceLabelOnSet);
}
