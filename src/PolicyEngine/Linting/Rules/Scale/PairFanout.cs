using System.Globalization;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5012: a rule about very many pairs of pods.</summary>
internal sealed class PairFanout : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5012", "subnet-fanout", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "rule about very many pairs of pods",
        Precision = LintPrecision.Medium,
        IsOptIn = true,
        Explanation = """
            Some implementations write a flow for each pair of a governed pod and a peer, so that 200 of each are 40000 flows. Calico does
            not, and only users of the others need the rule. The limit is a parameter (`pairsPerRule`, 40000 unless given).
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        long most = context.Parameters.PairsPerRule;
        return context.Policies.SelectMany(policy => policy.RulesThatCount()
            .Where(entry => entry.Rule.Peer(entry.Direction).Selector is { } peers && (long)context.EndpointsOf(policy.Subject).Length * context.EndpointsOf(peers).Length > most)
            .Select(entry => Descriptor.At(LintTarget.Of(policy, entry.Rule), string.Create(CultureInfo.InvariantCulture, $"the rule is about more than {most} pairs of pods")))
            .DistinctBy(finding => finding.Target));
    }
}
