using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7002: cluster policies of equal priority that decide differently.</summary>
internal sealed class PriorityAmbiguous : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7002", "priority-ambiguous", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "cluster policies of equal priority decide differently",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            Two cluster policies of one tier have the same priority, govern the same pod, and decide differently about traffic with a peer of
            the input. The API leaves it to the implementation which of them counts: Calico goes by their names, others may do otherwise.
            Policies of equal priority that never contradict each other are not told of. Give the policies different priorities.
            """,
        Wrong = Example + """
            ---
            apiVersion: policy.networking.k8s.io/v1alpha2
            kind: ClusterNetworkPolicy
            metadata: {name: allow-tooling}
            spec:
              tier: Admin
              priority: 10
              subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: shop}}}
              ingress: [{action: Accept, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: tool}}}}]}]
            """,
        Right = Example + """
            ---
            apiVersion: policy.networking.k8s.io/v1alpha2
            kind: ClusterNetworkPolicy
            metadata: {name: allow-tooling}
            spec:
              tier: Admin
              priority: 5
              subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: shop}}}
              ingress: [{action: Accept, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: tool}}}}]}]
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: tool-0, namespace: dev, labels: {app: tool}}
        ---
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: no-dev}
        spec:
          tier: Admin
          priority: 10
          subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: shop}}}
          ingress: [{action: Deny, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: dev}}}]}]

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var compared = new HashSet<(int, int, Directions)>();
        var told = new HashSet<(int, int)>();
        foreach (GovernedChain chain in context.Facts.Pods.Chains)
        {
            foreach (TierSegment segment in chain.TiersInForce)
            {
                CompiledPolicy[] policies = [.. segment.Policies.Where(policy => policy.Policy is { Fault: null, IsOfClusterApi: true })];
                for (int first = 0; first < policies.Length; first++)
                {
                    for (int second = first + 1; second < policies.Length && policies[first].Policy.Ties(policies[second].Policy); second++)
                    {
                        (CompiledPolicy one, CompiledPolicy other) = (policies[first], policies[second]);
                        if (compared.Add((one.Index, other.Index, chain.Chain.Direction)) && !told.Contains((one.Index, other.Index))
                            && Contradiction(context, chain, one, other) is { IsEmpty: false } traffic)
                        {
                            told.Add((one.Index, other.Index));
                            yield return Descriptor.At(LintTarget.Of(other.Policy), $"`{other.Policy.Name}` and `{one.Policy.Name}` have the same priority and decide differently about {traffic.Describe()}") with
                            {
                                Hint = "give the policies different priorities",
                                Related = [new RelatedPlace(one.Policy.Span, "the other policy")],
                            };
                        }
                    }
                }
            }
        }
    }

    /// <summary>The traffic with some peer that the policies decide differently; empty where they agree.</summary>
    private static TrafficSet Contradiction(LintContext context, GovernedChain chain, CompiledPolicy one, CompiledPolicy other)
    {
        AddressClass self = context.Snapshot.Graph.Classes[chain.Pods[0].Party.AddressClass];
        PeerClasses classes = context.Facts.PeerClasses;
        Directions direction = chain.Chain.Direction;
        IEnumerable<AddressClass> peers = one.Rules(chain.Chain.Form).SelectMany(rule => classes.Of(rule.Peer(direction))).Distinct();
        foreach (AddressClass peer in peers.Where(peer => peer.Family == self.Family))
        {
            List<(TrafficSet Traffic, RuleAction Action)> decided = FirstMatches(one, chain.Chain, self, peer);
            foreach ((TrafficSet traffic, RuleAction action) in FirstMatches(other, chain.Chain, self, peer))
            {
                if (decided.Where(entry => entry.Action != action).Select(entry => entry.Traffic.Intersect(traffic)).FirstOrDefault(common => !common.IsEmpty) is { } contradiction)
                {
                    return contradiction;
                }
            }
        }

        return TrafficSet.Empty;
    }

    /// <summary>What a policy by itself decides about a peer.</summary>
    private static List<(TrafficSet Traffic, RuleAction Action)> FirstMatches(CompiledPolicy policy, PolicyChain chain, AddressClass self, AddressClass peer)
    {
        (AddressClass source, AddressClass destination) = chain.Direction == Directions.Ingress ? (peer, self) : (self, peer);
        var matches = new List<(TrafficSet, RuleAction)>();
        TrafficSet rest = TrafficSet.All;
        foreach (CompiledRule rule in policy.Rules(chain.Form).Where(rule => rule.Holds(source, destination, peer.Family.AsSet()) == Certainty.Yes))
        {
            TrafficSet hit = rule.TrafficBetween(source, destination).Intersect(rest);
            if (!hit.IsEmpty)
            {
                matches.Add((hit, rule.Rule.Action));
                rest = rest.Subtract(hit);
            }
        }

        return matches;
    }
}
