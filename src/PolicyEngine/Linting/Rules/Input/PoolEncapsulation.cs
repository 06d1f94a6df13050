using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP8004: pools whose settings exclude each other.</summary>
internal static class PoolEncapsulation
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP8004", "pool-encap", Severity.Error, LintNeeds.None)
        {
            Title = "settings of the address pool exclude each other",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                IP in IP and VXLAN exclude each other, and IP in IP is for IPv4 only. A pool for load balancers has no other use, is not wrapped, is announced and
                is for all nodes; one for tunnels is not bound to namespaces.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: IPPool
                metadata: {name: pods}
                spec: {cidr: 10.244.0.0/16, ipipMode: Always, vxlanMode: Always}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: IPPool
                metadata: {name: pods}
                spec: {cidr: 10.244.0.0/16, vxlanMode: Always}
                """,
        },
        BindingDiagnostics.PoolUse);
}
