using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6005: ICMP matches that cannot be.</summary>
internal static class IcmpFields
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6005", "icmp-fields", Severity.Error, LintNeeds.None)
        {
            Title = "ICMP match not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                `icmp` and `notICMP` need protocol `ICMP` or `ICMPv6`, a code needs a type, types are 0 to 254 and codes 0 to 255. `ICMP` goes with `ipVersion: 4`
                only and `ICMPv6` with `ipVersion: 6` only.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    icmp: {type: 8}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    protocol: ICMP
                    icmp: {type: 8}
                """,
        },
        BindingDiagnostics.IcmpConstraint);
}
