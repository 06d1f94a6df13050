using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP8002: pools with block sizes that Calico refuses.</summary>
internal static class PoolBlockSize
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP8002", "pool-blocksize", Severity.Error, LintNeeds.None)
        {
            Title = "block size of the address pool not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Block sizes are 20 to 32 for IPv4, 26 where none is given, and 116 to 128 for IPv6, 122 where none is given. A pool that is not disabled holds at
                least one block.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: IPPool
                metadata: {name: pods}
                spec: {cidr: 10.244.0.0/28}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: IPPool
                metadata: {name: pods}
                spec: {cidr: 10.244.0.0/28, blockSize: 29}
                """,
        },
        BindingDiagnostics.PoolBlockSize);
}
