using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6037: tiers whose policies are all staged, so that they pass everything on.</summary>
internal sealed class TierOnlyStaged : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6037", "end-of-tier-staged-only", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "a tier passes everything on because its policies are staged",
        Precision = LintPrecision.High,
        Explanation = """
            For some pods, all policies of the tier that govern them are staged. The tier's denial at its end applies only where a policy in
            force governs a pod: until one of these is enforced, the tier passes everything on. The finding stands at the first
            staged policy of the tier.
            """,
        Wrong = Example + """
            kind: StagedNetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {selector: app == 'web', types: [Ingress]}
            """,
        Right = Example + """
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {selector: app == 'web', types: [Ingress]}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: projectcalico.org/v3

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var byTier = new SortedDictionary<string, (Tier Tier, Policy First, List<GovernedPod> Pods)>(StringComparer.Ordinal);
        foreach (GovernedChain chain in context.Facts.Pods.Chains)
        {
            foreach (TierSegment segment in chain.Chain.Tiers.Where(segment => segment.Tier.DefaultAction == RuleAction.Deny && segment.Policies.All(policy => policy.Policy.IsStaged)))
            {
                Policy first = segment.Policies.Select(policy => policy.Policy).MinBy(policy => policy.Name.ToString(), StringComparer.Ordinal)!;
                if (!byTier.TryGetValue(segment.Tier.Name, out (Tier Tier, Policy First, List<GovernedPod> Pods) entry))
                {
                    entry = (segment.Tier, first, []);
                }

                entry.Pods.AddRange(chain.Pods);
                byTier[segment.Tier.Name] = string.CompareOrdinal(first.Name.ToString(), entry.First.Name.ToString()) < 0 ? entry with { First = first } : entry;
            }
        }

        return byTier.Values.Select(entry => Descriptor.At(LintTarget.Of(entry.First), $"tier `{entry.Tier.Name}` passes everything on for pods that only staged policies such as `{entry.First.Name}` govern there") with
        {
            Related = AdmittingRule.Places(entry.Pods, "nothing is enforced for"),
        });
    }
}
