using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Renderers.Linting;

/// <summary>NP8015: rules whose replies a target can only let through with more.</summary>
internal sealed class StatelessReturn(TargetRenderings renderings) : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP8015", "stateless-return", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Targets)
    {
        Title = "target lets through more than replies",
        Precision = LintPrecision.High,
        Explanation = """
            The policies are rendered for a target (`lint.renderFor` in `netpol.yaml`, or `--render-for`) that does not follow connections. So that
            replies to what the rule allows pass, everything passes there that looks like one: from the rule's peers, out of its ports,
            to any port, asked for or not. IOS tells replies of TCP by their flags, and lets other protocols through; RFC 8519 is rendered
            without flags. Allow less, so that less comes back, or enforce the policies by what follows connections.
            """,
        Wrong = Example + """
          egress: [{to: [{ipBlock: {cidr: 10.1.0.53/32}}], ports: [{protocol: UDP, port: 53}]}]
        """,
        Right = Example + """
          egress: [{to: [{ipBlock: {cidr: 10.1.0.53/32}}], ports: [{protocol: TCP, port: 53}]}]
        """,
    };

    private const string Example = """
        # lint: {renderFor: [ios]}
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          policyTypes: [Ingress, Egress]

        """;

    public IEnumerable<Finding> Analyze(LintContext context) => LossFindings
        .Of(context, Descriptor, renderings, severity => severity == LossSeverity.Approximated)
        .Select(finding => finding with { Hint = "allow less, or enforce it by what follows connections" });
}
