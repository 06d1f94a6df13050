using System.Text.RegularExpressions;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3003: a policy is not called as policies are.</summary>
internal sealed class NameConvention : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP3003", "name-convention", Severity.Note, LintNeeds.Policies)
    {
        Title = "name of a policy breaks the convention",
        Precision = LintPrecision.VeryHigh,
        IsOptIn = true,
        Explanation = """
            The name of the policy does not match the regular expression that is given (`policyNamePattern`), or it is a Calico policy of a tier of
            its own whose name does not begin with the tier's.
            """,
        Wrong = Tier + "metadata: {name: dns}\nspec: {tier: platform, selector: all(), types: [Egress], egress: [{action: Pass}]}",
        Right = Tier + "metadata: {name: platform.dns}\nspec: {tier: platform, selector: all(), types: [Egress], egress: [{action: Pass}]}",
    };

    private const string Tier = """
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: platform}
        spec: {order: 200}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Regex? pattern = Read(context.Parameters.PolicyNamePattern);
        foreach (Policy policy in context.Policies)
        {
            if (pattern?.IsMatch(policy.Name.Name) == false)
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"the name `{policy.Name.Name}` does not match `{context.Parameters.PolicyNamePattern}`");
            }

            if (!policy.Name.IsAdditive && !policy.IsOfClusterApi && policy.Tier != Model.Tier.DefaultName && !policy.Name.Name.StartsWith($"{policy.Tier}.", StringComparison.Ordinal))
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"the name `{policy.Name.Name}` does not begin with that of its tier, `{policy.Tier}`");
            }
        }
    }

    /// <summary>The pattern, which takes time in proportion to a name; null where there is none, and where it is none.</summary>
    private static Regex? Read(string pattern)
    {
        try
        {
            return pattern.Length == 0 ? null : new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
