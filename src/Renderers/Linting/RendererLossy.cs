using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Renderers.Linting;

/// <summary>NP8012: rules that a target cannot say.</summary>
internal sealed class RendererLossy(TargetRenderings renderings) : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP8012", "renderer-lossy", Severity.Error, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Targets)
    {
        Title = "target cannot say what a rule says",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            The policies are rendered for a target (`lint.renderFor` in `netpol.yaml`, or `--render-for`) that cannot say a rule exactly: traffic
            that the policies let through is dropped there, or a policy is left out. The example is one flow of several; each thing that
            a target cannot say is told of once, at the rule that decides about the example. Access lists are made of addresses: what
            pods without addresses lose is not known.
            """,
        Wrong = Example + """
          ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}], ports: [{protocol: SCTP, port: 3868}]}]
        """,
        Right = Example + """
          ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}], ports: [{protocol: TCP, port: 3868}]}]
        """,
    };

    private const string Example = """
        # lint: {renderFor: [ios]}
        apiVersion: v1
        kind: Pod
        metadata: {name: dra-0, namespace: core, labels: {app: dra}}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: dra, namespace: core}
        spec:
          podSelector: {matchLabels: {app: dra}}
          policyTypes: [Ingress, Egress]

        """;

    public IEnumerable<Finding> Analyze(LintContext context) => LossFindings
        .Of(context, Descriptor, renderings, severity => severity is LossSeverity.Narrowed or LossSeverity.Omitted)
        .Select(finding => finding with { Hint = "say it with what the target knows, or enforce it elsewhere" });
}
