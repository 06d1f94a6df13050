using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7015: peers of cluster policies that would be pods on the network of their node.</summary>
internal sealed class HostNetworkPeer : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7015", "host-network-peer", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "peers on the network of their node are not matched",
        Precision = LintPrecision.High,
        Explanation = """
            The rule of a cluster policy chooses its peers by labels of pods or namespaces, and some of the pods with these labels are on the
            network of their node (`hostNetwork`). Such pods have their node's address and are never meant: the rule does not match
            them. Name the nodes' addresses (`networks`) where they matter. Peers that are all pods of the cluster are not told of.
            """,
        Wrong = Example + """
            spec: {hostNetwork: true}
            """,
        Right = Example + """
            spec: {hostNetwork: false}
            """,
    };

    private const string Example = """
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: metrics}
        spec:
          tier: Admin
          priority: 10
          subject: {namespaces: {matchLabels: {env: prod}}}
          ingress: [{action: Accept, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: exporter-0, namespace: monitoring, labels: {app: exporter}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Endpoint[] hosts = [.. context.Model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.HostNetworkPod)];
        var known = new Dictionary<Selector, Endpoint?>();
        return from policy in hosts.Length == 0 ? [] : context.Policies
               where policy.IsOfClusterApi
               from direction in new[] { Directions.Ingress, Directions.Egress }
               where policy.Governs.HasFlag(direction)
               from rule in policy.Rules(direction)
               where rule.Fault is null && rule.Peer(direction).Selector is { } selector && !selector.HoldsForAllPods()
               let host = Find(rule.Peer(direction).Selector!)
               where host is not null
               select Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` does not match peers that are on the network of their node ({rule.Peer(direction).Description})") with
               {
                   Hint = "name the nodes' addresses too, where they matter",
                   Related = [new RelatedPlace(host.Span, $"`Pod/{host.Namespace}/{host.Name}` is not matched")],
               };

        Endpoint? Find(Selector selector)
        {
            if (!known.TryGetValue(selector, out Endpoint? host))
            {
                host = Array.Find(hosts, candidate => selector.Matches(candidate.Labels));
                known.Add(selector, host);
            }

            return host;
        }
    }
}
