using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5002: a rule that chooses both sides.</summary>
internal sealed class DoubleSelectorRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5002", "double-selector-rule", Severity.Note, LintNeeds.Policies)
    {
        Title = "rule with conditions on source and destination",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            A Calico rule chooses both its source and its destination. Where rules cannot refer to sets of addresses, as on Windows
            nodes, such a rule becomes one entry for each pair. The governed side is better chosen by the policy's own selector.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              selector: tier == 'data'
              types: [Ingress]
              ingress:
              - {action: Allow, source: {selector: app == 'frontend'}, destination: {selector: app == 'redis'}}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              selector: app == 'redis'
              types: [Ingress]
              ingress:
              - {action: Allow, source: {selector: app == 'frontend'}}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies.SelectMany(policy => policy.RulesThatCount()
        .Where(entry => Chooses(entry.Rule.Source) && Chooses(entry.Rule.Destination))
        .Select(entry => Descriptor.At(LintTarget.Of(policy, entry.Rule), "the rule chooses source and destination, which is one entry for each pair where rules cannot refer to sets") with
        {
            Hint = "choose the governed side by the policy's selector",
        })
        .DistinctBy(finding => finding.Target));

    private static bool Chooses(PeerMatch side) => side.Selector is not null || side.NotSelector is not null || side.Nets is not null || side.NotNets is not null;
}
