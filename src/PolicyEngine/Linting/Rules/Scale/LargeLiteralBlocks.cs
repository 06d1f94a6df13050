using System.Globalization;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5005: a rule with very many blocks of addresses.</summary>
internal sealed class LargeLiteralBlocks : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5005", "large-literal-cidrs", Severity.Note, LintNeeds.Policies)
    {
        Title = "rule with very many blocks of addresses",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            Blocks of addresses in a rule are written to every endpoint that the policy selects. Calico keeps the blocks of a network
            set once, and rules select it by its labels. The limit is a parameter (`blocksPerRule`, 25 unless given).
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        int most = context.Parameters.BlocksPerRule;
        foreach (Policy policy in context.Policies)
        {
            foreach (IGrouping<string, Rule> written in policy.RulesThatCount().Select(entry => entry.Rule).Where(rule => rule.Source.Nets is not null || rule.Destination.Nets is not null).GroupBy(rule => rule.Path, StringComparer.Ordinal))
            {
                if (written.Sum(rule => CountOf(rule.Source, most) + CountOf(rule.Destination, most)) > most)
                {
                    yield return Descriptor.At(LintTarget.Of(policy, written.First()), string.Create(CultureInfo.InvariantCulture, $"the rule has more than {most} blocks of addresses")) with
                    {
                        Hint = "put the blocks into a network set",
                    };
                }
            }
        }
    }

    // A set of few ranges may be many blocks; nobody needs to know how many.
    private static int CountOf(PeerMatch side, int most) => side.IsByAddress || side.Nets is not { } nets ? 0 : nets.Prefixes.Take(most + 1).Count();
}
