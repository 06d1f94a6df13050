using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6012: policies in a tier that the input does not have.</summary>
internal sealed class TierMissing : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6012", "tier-missing", Severity.Warning, LintNeeds.Policies)
    {
        Title = "policies are in a tier that is not there",
        Precision = LintPrecision.Medium,
        Explanation = """
            The tier that policies name is neither in the input nor one of the tiers that every cluster has. Calico's API refuses such
            policies; where they are there all the same, its agent consults them after all other tiers, and denies what they do not
            decide. The finding stands at the first policy of the tier. Where tiers are kept elsewhere, add them to the input.
            """,
        Wrong = Policy,
        Right = Policy + """
            ---
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: platform}
            spec: {order: 200}
            """,
    };

    private const string Policy = """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: platform.dns}
        spec:
          tier: platform
          selector: all()
          types: [Egress]
          egress: [{action: Pass}]

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        ILookup<string, Policy> byTier = context.Policies.ToLookup(policy => policy.Tier, StringComparer.Ordinal);
        foreach (Tier tier in context.Model.Tiers.Where(tier => !tier.Exists && byTier.Contains(tier.Name)))
        {
            Policy[] policies = [.. byTier[tier.Name].OrderBy(policy => policy.Span.File, StringComparer.Ordinal).ThenBy(policy => policy.Span.Line)];
            yield return Descriptor.At(LintTarget.Of(policies[0]), $"tier `{tier.Name}` of `{policies[0].Name}` is not in the input") with
            {
                Hint = "declare the tier, or correct its name",
                Related = [.. policies.Skip(1).Take(5).Select(policy => new RelatedPlace(policy.Span, $"`{policy.Name}` is in the tier too"))],
            };
        }
    }
}
