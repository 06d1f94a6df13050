using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5008: very many policies in one namespace.</summary>
internal sealed class PolicyCount : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5008", "policy-count", Severity.Note, LintNeeds.Policies)
    {
        Title = "very many policies in one namespace",
        Precision = LintPrecision.Medium,
        Explanation = """
            A namespace has more policies than people keep in mind and implementations are tried with. The limit is a parameter
            (`policiesPerNamespace`, 50 unless given).
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        int most = context.Parameters.PoliciesPerNamespace;
        return context.Policies
            .Where(policy => policy.Name.Namespace.Length > 0)
            .GroupBy(policy => policy.Name.Namespace, StringComparer.Ordinal)
            .Where(group => group.Count() > most)
            .Select(group => Descriptor.At(PlaceOf(context, group.Key, group.First()), string.Create(CultureInfo.InvariantCulture, $"namespace `{group.Key}` has more than {most} policies")));
    }

    private static LintTarget PlaceOf(LintContext context, string name, Policy first) =>
        context.Model.Namespaces.FirstOrDefault(candidate => candidate.Name == name && candidate.IsDeclared) is { } declared ? LintTarget.Of(declared) : LintTarget.Of("Namespace", "", name, first.Span);
}
