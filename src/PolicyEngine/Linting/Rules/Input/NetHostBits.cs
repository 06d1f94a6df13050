using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6038: blocks that Calico refuses for their host bits.</summary>
internal static class NetHostBits
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6038", "net-host-bits", Severity.Error, LintNeeds.None)
        {
            Title = "address block has host bits",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Calico refuses a block of a rule whose address is not the first of the block; Kubernetes takes it and masks it (NP1010).
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    source: {nets: [10.1.2.3/16]}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    source: {nets: [10.1.0.0/16]}
                """,
        },
        BindingDiagnostics.RefusedHostBits);
}
