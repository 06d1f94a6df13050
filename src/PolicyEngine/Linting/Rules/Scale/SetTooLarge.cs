using System.Globalization;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5006: a selector stands for more addresses than a set holds.</summary>
internal sealed class SetTooLarge : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5006", "set-too-large", Severity.Warning, LintNeeds.Policies)
    {
        Title = "peer has more addresses than a set holds",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            What a rule's selector holds for becomes one set of addresses, which has a largest size (Felix' `MaxIpsetSize`, 1048576 unless
            set). Beyond it the policy cannot be enforced. The limit is a parameter (`largestAddressSet`).
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        int most = context.Parameters.LargestAddressSet;
        int all = context.Model.Endpoints.Sum(endpoint => Math.Max(1, endpoint.Addresses.Length)) + context.Model.NetworkSets.Sum(set => CountOf(set));
        if (all <= most)
        {
            return [];
        }

        var sizes = new Dictionary<Selector, int>();
        return context.Policies.SelectMany(policy => policy.RulesThatCount()
            .Where(entry => IsTooLarge(entry.Rule.Source.Selector) || IsTooLarge(entry.Rule.Destination.Selector))
            .Select(entry => Descriptor.At(LintTarget.Of(policy, entry.Rule), string.Create(CultureInfo.InvariantCulture, $"a selector of the rule stands for more than {most} addresses, which no set holds")))
            .DistinctBy(finding => finding.Target));

        bool IsTooLarge(Selector? selector)
        {
            if (selector is null)
            {
                return false;
            }

            if (!sizes.TryGetValue(selector, out int size))
            {
                size = context.EndpointsOf(selector).Sum(endpoint => endpoint.Addresses.Length) + context.Model.NetworkSets.Where(set => selector.Matches(set.Labels)).Sum(CountOf);
                sizes.Add(selector, size);
            }

            return size > most;
        }
    }

    private static int CountOf(NetworkSet set) => set.Addresses.Prefixes.Count();
}
