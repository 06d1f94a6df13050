using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>A rule as it was written.</summary>
/// <param name="Direction">The list it stands in.</param>
/// <param name="Node">The rule.</param>
/// <param name="Path">The way to it from the document's root.</param>
internal readonly record struct WrittenRule(Directions Direction, MappingNode Node, string Path);

/// <summary>Finds the rules of policies in their documents.</summary>
internal static class WrittenRules
{
    /// <summary>The rules as written; none where the text is not kept.</summary>
    public static IEnumerable<WrittenRule> WrittenRulesOf(this LintContext context, Policy policy)
    {
        MappingNode? spec = context.SpecOf(policy);
        foreach ((string list, Directions direction) in new[] { ("ingress", Directions.Ingress), ("egress", Directions.Egress) })
        {
            if (spec?[list] is not SequenceNode rules)
            {
                continue;
            }

            for (int place = 0; place < rules.Items.Length; place++)
            {
                if (rules.Items[place] is MappingNode rule)
                {
                    yield return new WrittenRule(direction, rule, string.Create(CultureInfo.InvariantCulture, $"spec.{list}[{place}]"));
                }
            }
        }
    }
}
