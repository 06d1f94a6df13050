using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2005: rules in a direction that the policy is not of.</summary>
internal static class MissingDirectionType
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP2005", "missing-direction-type", Severity.Error, LintNeeds.None)
        {
            Title = "rules in a direction that the types do not name",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A policy whose types name one direction only has no say in the other: its rules there are never looked at. Add the direction to the types,
                which also isolates what the policy selects, or remove the rules.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  policyTypes: [Ingress]
                  egress:
                  - ports: [{port: 53, protocol: UDP}]
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  policyTypes: [Ingress, Egress]
                  egress:
                  - ports: [{port: 53, protocol: UDP}]
                """,
        },
        BindingDiagnostics.InertRules);
}
