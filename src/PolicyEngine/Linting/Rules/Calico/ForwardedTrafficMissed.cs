using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6028: policies of hosts with rules about pods that they never see.</summary>
internal sealed class ForwardedTrafficMissed : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6028", "applyonforward-gap", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "policy of hosts has rules about pods and does not apply to forwarded traffic",
        Precision = LintPrecision.High,
        Explanation = """
            The policy governs host endpoints only and has no `applyOnForward`: it is consulted for what begins or ends at the host itself.
            One of its rules asks that the host's own side of the traffic be a pod, by a selector that holds for pods and no host endpoint,
            and so never matches. Set `applyOnForward: true`, and mind that all forwarded traffic of these hosts that no policy allows
            is denied then.
            """,
        Wrong = Example + """
            spec: {selector: role == 'worker', types: [Ingress], ingress: [{action: Deny, source: {nets: [203.0.113.0/24]}, destination: {selector: app == 'web'}}, {action: Allow}]}
            """,
        Right = Example + """
            spec: {selector: role == 'worker', applyOnForward: true, types: [Ingress], ingress: [{action: Deny, source: {nets: [203.0.113.0/24]}, destination: {selector: app == 'web'}}, {action: Allow}]}
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
        metadata: {name: protect}

        """;

    public IEnumerable<Finding> Analyze(LintContext context) =>
        from policy in context.Policies
        where policy is { Name.Kind: PolicyKind.GlobalNetworkPolicy, Stage: PolicyStage.Normal, AppliesOnForward: false }
        let subjects = context.EndpointsOf(policy.Subject)
        where !subjects.IsEmpty && subjects.All(endpoint => endpoint.Kind == EndpointKind.HostEndpoint)
        from direction in new[] { Directions.Ingress, Directions.Egress }
        where policy.Governs.HasFlag(direction)
        from rule in policy.Rules(direction)
        where rule.Fault is null && rule.Own(direction).Selector is { } own && context.EndpointsOf(own) is { IsEmpty: false } selected && selected.All(endpoint => endpoint.IsGoverned)
        select Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` has a rule about pods of the hosts it governs, and does not apply to forwarded traffic") with
        {
            Hint = "set `applyOnForward: true`, or govern the pods themselves",
        };
}
