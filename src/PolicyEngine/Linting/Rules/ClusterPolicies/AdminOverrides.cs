using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7009: denials of administrators that void what NetworkPolicies allow.</summary>
internal sealed class AdminOverrides : ILintRule
{
    private const int MaxTold = 5;
    private const int MaxPeers = 256;

    public LintRuleDescriptor Descriptor { get; } = new("NP7009", "admin-overrides-np", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "an administrator's denial voids what NetworkPolicies allow",
        Precision = LintPrecision.High,
        Explanation = """
            A cluster policy of the Admin tier denies traffic of pods that their own NetworkPolicies allow. That is what the tier is for; whoever
            wrote the NetworkPolicies does not see it there, and wonders why what they allow does not pass. The NetworkPolicies are named
            with the finding, five at most.
            """,
        Wrong = Example + """
              ingress: [{from: [{namespaceSelector: {}}]}]
            """,
        Right = Example + """
              ingress: [{from: [{podSelector: {}}]}]
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
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var voided = new Dictionary<PolicyName, (Policy Admin, SortedDictionary<string, Policy> Policies)>();
        foreach (GovernedChain chain in context.Facts.Pods.Chains)
        {
            CompiledPolicy[] all = [.. chain.TiersInForce.SelectMany(segment => segment.Policies).Where(policy => policy.Policy is { IsStaged: false, Fault: null })];
            CompiledPolicy[] additive = [.. all.Where(policy => policy.Policy.Name.IsAdditive)];
            foreach (CompiledPolicy admin in additive.Length == 0 ? [] : all.Where(policy => policy.Policy is { IsOfClusterApi: true, Tier: Tier.AdminName }))
            {
                voided.TryAdd(admin.Policy.Name, (admin.Policy, new SortedDictionary<string, Policy>(StringComparer.Ordinal)));
                SortedDictionary<string, Policy> known = voided[admin.Policy.Name].Policies;
                foreach (CompiledPolicy policy in additive.Where(policy => known.Count < MaxTold && !known.ContainsKey(policy.Policy.Name.ToString()) && IsVoided(context, chain, admin, policy)))
                {
                    known.Add(policy.Policy.Name.ToString(), policy.Policy);
                }
            }
        }

        return voided.Values.Where(entry => entry.Policies.Count > 0).Select(entry => Descriptor.At(LintTarget.Of(entry.Admin), $"`{entry.Admin.Name}` denies traffic that NetworkPolicies of the pods allow") with
        {
            Related = [.. entry.Policies.Values.Select(policy => new RelatedPlace(policy.Span, $"`{policy.Name}` allows some of it"))],
        });
    }

    /// <summary>Whether the one really denies some traffic that the other would allow.</summary>
    private static bool IsVoided(LintContext context, GovernedChain chain, CompiledPolicy admin, CompiledPolicy additive)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        AddressClass self = graph.Classes[chain.Pods[0].Party.AddressClass];
        bool isIngress = chain.Chain.Direction == Directions.Ingress;
        foreach (CompiledRule denial in admin.Rules(chain.Chain.Form).Where(rule => rule.Rule.Action == RuleAction.Deny))
        {
            foreach (AddressClass peer in context.Facts.PeerClasses.Of(isIngress ? denial.Source : denial.Destination).Where(peer => peer.Family == self.Family).Take(MaxPeers))
            {
                (AddressClass source, AddressClass destination) = isIngress ? (peer, self) : (self, peer);
                IpFamilies family = peer.Family.AsSet();
                if (denial.Holds(source, destination, family) != Certainty.Yes)
                {
                    continue;
                }

                TrafficSet wanted = TrafficSet.Union(additive.Rules(chain.Chain.Form).Where(rule => rule.Holds(source, destination, family) == Certainty.Yes).Select(rule => rule.TrafficBetween(source, destination)));
                if (wanted.Overlaps(denial.TrafficBetween(source, destination))
                    && graph.Table(chain.Chain.Id, self, peer).Segments.Any(segment =>
                        segment.Decision.Outcome == Outcome.Deny && ReferenceEquals(segment.Decision.Policy, admin.Policy) && segment.Region.Overlaps(wanted)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
