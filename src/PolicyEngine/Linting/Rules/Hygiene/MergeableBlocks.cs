using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3007: blocks of addresses that fewer blocks would hold.</summary>
internal sealed class MergeableBlocks : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP3007", "mergeable-cidrs", Severity.Note, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "fewer blocks hold the same addresses",
        Precision = LintPrecision.High,
        Explanation = """
            The blocks of addresses of a rule hold the same addresses as fewer blocks would: two halves stand beside each other, or one block
            is a part of another.
            """,
        Wrong = Begin + "[{ipBlock: {cidr: 198.51.100.0/25}}, {ipBlock: {cidr: 198.51.100.128/25}}]}]}",
        Right = Begin + "[{ipBlock: {cidr: 198.51.100.0/24}}]}]}",
    };

    private const string Begin = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec: {podSelector: {}, ingress: [{from: 
        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => policy.RulesThatCount().Any(entry => NamesBlocks(entry.Rule.Source) || NamesBlocks(entry.Rule.Destination))))
        {
            foreach (WrittenRule rule in context.WrittenRulesOf(policy).Where(rule => policy.Governs.HasFlag(rule.Direction)))
            {
                foreach (string[] written in ListsOf(rule.Node))
                {
                    if (Fewer(written) is { } cover)
                    {
                        yield return Descriptor.At(LintTarget.Of(policy).In(rule.Node.Span, rule.Path), $"fewer blocks hold the same addresses: `{cover}`");
                    }
                }
            }
        }
    }

    private static bool NamesBlocks(PeerMatch side) => side.Nets is not null || side.NotNets is not null;

    /// <summary>The lists of blocks of a rule, each of which stands for the addresses of all together.</summary>
    private static IEnumerable<string[]> ListsOf(MappingNode rule)
    {
        foreach (string side in (string[])["from", "to"])
        {
            yield return [.. Nodes.Mappings(rule[side]).Select(peer => peer["ipBlock"]).OfType<MappingNode>().Where(block => block["except"] is null).Select(block => Nodes.Text(block, "cidr"))];
        }

        foreach (string side in (string[])["source", "destination"])
        {
            foreach (string field in (string[])["nets", "notNets"])
            {
                yield return [.. Nodes.Texts((rule[side] as MappingNode)?[field])];
            }
        }
    }

    /// <summary>The fewest blocks with the same addresses, where those are fewer.</summary>
    private static AddressSet? Fewer(string[] written)
    {
        if (written.Length < 2)
        {
            return null;
        }

        var prefixes = new List<IpPrefix>();
        foreach (string text in written)
        {
            if (!IpPrefix.TryParse(text, out IpPrefix prefix))
            {
                return null;
            }

            prefixes.Add(prefix);
        }

        var all = AddressSet.FromPrefixes(prefixes);
        return all.Prefixes.Take(written.Length).Count() < written.Length ? all : null;
    }
}
