using System.Globalization;
using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5003: very many rules are gone through for one endpoint.</summary>
internal sealed class RulesPerEndpoint : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5003", "rules-per-endpoint", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "very many rules govern one endpoint",
        Precision = LintPrecision.Medium,
        Explanation = """
            The first packet of a connection goes through the rules one after the other, a quarter to half a microsecond for each where
            iptables enforces them. Peers of a rule count one by one. The limit is a parameter (`rulesPerEndpoint`, 500 unless given).
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        int most = context.Parameters.RulesPerEndpoint;
        var seen = new HashSet<(int, Directions)>();
        foreach (Endpoint endpoint in context.Model.Endpoints.Where(endpoint => endpoint is { IsGoverned: true, IsMissing: false }))
        {
            foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress })
            {
                if (context.Facts.InForce.ChainOf(endpoint, direction) is { } chain && seen.Add((chain.Id, direction)) && CountOf(chain) > most)
                {
                    string what = direction == Directions.Ingress ? "ingress" : "egress";
                    yield return Descriptor.At(LintTarget.Of(endpoint), string.Create(CultureInfo.InvariantCulture, $"more than {most} rules govern {what} of `{endpoint}`")) with
                    {
                        Hint = "put peers together that differ in one label only, and blocks of addresses into network sets",
                    };
                }
            }
        }
    }

    private static int CountOf(PolicyChain chain) => RulesInForce.PoliciesOf(chain).Sum(policy => policy.Rules(chain.Direction).Length);
}
