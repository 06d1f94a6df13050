using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2037: a rule denies a pod what it sends to itself, which nobody can.</summary>
internal sealed class SelfTraffic : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2037", "self-traffic", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "rule denies a pod its traffic with itself",
        Precision = LintPrecision.High,
        Explanation = """
            What a pod sends to itself does not leave it, and no policy sees it. A rule denies one pod, which no workload makes more of, the
            traffic with that same pod and with nobody else.
            """,
        Wrong = Pod + "ingress: [{action: Deny, source: {selector: app == 'tool'}}, {action: Allow}]}",
        Right = Pod + "ingress: [{action: Deny, source: {selector: app == 'web'}}, {action: Allow}]}",
    };

    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: tool-0, namespace: dev, labels: {app: tool}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: dev, labels: {app: web}}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: tool, namespace: dev}
        spec: {selector: app == 'tool', types: [Ingress], 
        """;

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
        .Where(policy => context.EndpointsOf(policy.Subject) is [{ Kind: EndpointKind.Pod, Workload: "" }])
        .SelectMany(policy => policy.RulesThatCount()
            .Where(entry => entry.Rule.Action == RuleAction.Deny
                && entry.Rule.Peer(entry.Direction) is { Selector: { } peer, Nets: null }
                && context.EndpointsOf(peer) is [var only] && only == context.EndpointsOf(policy.Subject)[0]
                && !context.Model.NetworkSets.Any(set => peer.Matches(set.Labels)))
            .Select(entry => Descriptor.At(LintTarget.Of(policy, entry.Rule), $"the rule denies `{context.EndpointsOf(policy.Subject)[0]}` its traffic with itself, which policy never sees"))
            .DistinctBy(finding => finding.Target));
}
