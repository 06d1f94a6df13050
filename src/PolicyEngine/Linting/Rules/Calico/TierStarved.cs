using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6016: tiers that let nothing go on to later ones.</summary>
internal sealed class TierStarved : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6016", "tier-starved", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "a tier decides everything, so that later tiers are never consulted",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            The policies of the tier that govern a pod have no `Pass` that anything reaches, and the tier ends with a denial, or a rule of
            theirs decides all traffic. Policies of later tiers that govern the same pod in the same direction decide nothing, although
            somebody wrote them. Most often the last rule `action: Pass` was forgotten.

            The tier of cluster policies behind the `default` tier is not meant: where a NetworkPolicy governs a pod, it is not
            consulted by design (NP7008).
            """,
        Wrong = Example + """
            spec:
              tier: platform
              namespaceSelector: all()
              types: [Ingress]
              ingress: [{action: Allow, protocol: TCP, destination: {ports: [9090]}}]
            """,
        Right = Example + """
            spec:
              tier: platform
              namespaceSelector: all()
              types: [Ingress]
              ingress: [{action: Allow, protocol: TCP, destination: {ports: [9090]}}, {action: Pass}]
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: platform}
        spec: {order: 200, defaultAction: Deny}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{ports: [{port: 8080}]}]
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: platform.metrics}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var starving = new SortedDictionary<string, (Tier Tier, Policy Trigger, Directions Direction, SortedDictionary<string, Policy> Starved)>(StringComparer.Ordinal);
        foreach (GovernedChain chain in context.Facts.Pods.Chains)
        {
            TierSegment[] tiers = [.. chain.TiersInForce];
            int last = Array.FindIndex(tiers, segment => segment.DecidesAll(chain.Chain.Form));
            if (last < 0)
            {
                continue;
            }

            TierSegment end = tiers[last];
            Policy[] starved = [.. tiers.Skip(last + 1)
                .Where(later => later.Tier.Name != Tier.BaselineName)
                .SelectMany(later => later.Policies)
                .Select(policy => policy.Policy)
                .Where(policy => policy is { IsStaged: false, Fault: null })];
            if (starved.Length == 0)
            {
                continue;
            }

            Policy trigger = end.Policies.Last(policy => !policy.Policy.IsStaged).Policy;
            string key = $"{end.Tier.Name} {chain.Chain.Direction} {trigger.Name}";
            if (!starving.TryGetValue(key, out var entry))
            {
                entry = (end.Tier, trigger, chain.Chain.Direction, new SortedDictionary<string, Policy>(StringComparer.Ordinal));
                starving.Add(key, entry);
            }

            foreach (Policy policy in starved)
            {
                entry.Starved.TryAdd(policy.Name.ToString(), policy);
            }
        }

        return starving.Values.Select(entry => Descriptor.At(
            LintTarget.Of(entry.Trigger),
            $"tier `{entry.Tier.Name}` lets no {entry.Direction.ToString().ToLowerInvariant()} of pods governed by `{entry.Trigger.Name}` go on to later tiers, whose policies are never consulted there") with
        {
            Hint = "end the policy with a rule `action: Pass`, or let the tier pass by default",
            Related = [.. entry.Starved.Values.Take(5).Select(policy => new RelatedPlace(policy.Span, $"`{policy.Name}` of tier `{policy.Tier}` is not consulted"))],
        });
    }
}
