using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6020: global policies for pods that isolate hosts too.</summary>
internal sealed class GlobalPolicySelectsHosts : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6020", "gnp-selects-hosts", Severity.Warning, LintNeeds.Policies)
    {
        Title = "a policy for pods isolates hosts too",
        Precision = LintPrecision.High,
        Explanation = """
            The global policy's selector holds for pods and for host endpoints of the input alike, as `all()` without
            `namespaceSelector` does. Nodes are isolated with the pods: but for failsafe ports, they lose whatever no policy allows them.
            Add `namespaceSelector: all()`, which host endpoints do not satisfy, or select hosts by a policy of their own.
            """,
        Wrong = Example + """
            spec: {selector: all(), types: [Ingress]}
            """,
        Right = Example + """
            spec: {selector: all(), namespaceSelector: all(), types: [Ingress]}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: w1-eth0, labels: {role: worker}}
        spec: {node: w1, interfaceName: eth0, expectedIPs: [192.168.10.11]}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: default-deny}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Dictionary<string, Tier> tiers = context.Model.Tiers.ToDictionary(tier => tier.Name, StringComparer.Ordinal);
        return from policy in context.Policies
               where policy is { Name.Kind: PolicyKind.GlobalNetworkPolicy, Stage: PolicyStage.Normal } && policy.Governs != Directions.None
               where tiers[policy.Tier].DefaultAction == RuleAction.Deny || policy.Ingress.Concat(policy.Egress).Any(rule => rule.Action == RuleAction.Deny)
               let selected = context.EndpointsOf(policy.Subject)
               let host = selected.FirstOrDefault(endpoint => endpoint.Kind == EndpointKind.HostEndpoint)
               where host is not null && selected.Any(endpoint => endpoint.IsGoverned)
               select Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` governs pods and host endpoints alike, so that it isolates nodes too") with
               {
                   Hint = "add `namespaceSelector: all()`, which hosts do not satisfy",
                   Related = [new RelatedPlace(host.Span, $"`HostEndpoint/{host.Name}` is governed")],
               };
    }
}
