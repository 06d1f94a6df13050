using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP8001: pools with blocks that Calico refuses.</summary>
internal static class PoolCidr
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP8001", "pool-cidr-strict", Severity.Error, LintNeeds.None)
        {
            Title = "block of the address pool not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A pool needs a block without host bits that does not overlap 169.254.0.0/16 or fe80::/10.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: IPPool
                metadata: {name: pods}
                spec: {cidr: 10.244.0.1/16}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: IPPool
                metadata: {name: pods}
                spec: {cidr: 10.244.0.0/16}
                """,
        },
        BindingDiagnostics.PoolBlock);
}
