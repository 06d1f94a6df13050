using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2030: a rule names peers that no selector finds.</summary>
internal sealed class HostNetworkPeer : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2030", "hostnetwork-peer", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "peers are all on their node's network",
        Precision = LintPrecision.High,
        Explanation = """
            Pods with `hostNetwork: true` have their node's addresses and no selector of a rule finds them. All pods that the rule
            selects are such pods, so that it matches nothing. Give the addresses of the nodes, or take the peers off their node's
            network.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: prom-0, namespace: shop, labels: {app: prometheus}}
            spec: {hostNetwork: true}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress: [{from: [{podSelector: {matchLabels: {app: prometheus}}}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: prom-0, namespace: shop, labels: {app: prometheus}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress: [{from: [{podSelector: {matchLabels: {app: prometheus}}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies)
        {
            var seen = new HashSet<(string, Selector)>();
            foreach ((Directions direction, Rule rule) in policy.RulesThatCount())
            {
                PeerMatch peer = rule.Peer(direction);
                if (peer.Selector is { } selector && seen.Add((rule.Path, selector)) && First(context, selector) is { } pod)
                {
                    yield return Descriptor.At(LintTarget.Of(policy, rule), $"all pods that the rule's peer selects are on their node's network, where no selector finds them: `{peer.Description}`") with
                    {
                        Hint = "give the addresses of the nodes",
                        Related = [new RelatedPlace(pod.Span, $"`{(pod.Workload.Length > 0 ? pod.Workload : pod.Name)}` has `hostNetwork: true`")],
                    };
                }
            }
        }
    }

    /// <summary>A pod on its node's network, where a selector holds for such pods only.</summary>
    private static Endpoint? First(LintContext context, Selector selector) =>
        context.EndpointsOf(selector).IsEmpty && !context.Model.NetworkSets.Any(set => selector.Matches(set.Labels))
            ? context.Facts.UngovernedOf(selector).FirstOrDefault(endpoint => endpoint.Kind == EndpointKind.HostNetworkPod)
            : null;
}
