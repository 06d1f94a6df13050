using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3002: nobody says what a policy is for.</summary>
internal sealed class DescriptionMissing : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP3002", "description-missing", Severity.Note, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "policy does not say what it is for",
        Precision = LintPrecision.VeryHigh,
        IsOptIn = true,
        Explanation = """
            The policy has none of the annotations that say what it is for or whose it is. Which annotations count is a parameter
            (`descriptionAnnotations`): `kubernetes.io/description`, `description` and `policy.owner` unless given.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {}}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop, annotations: {description: nobody reaches the shop unless another policy lets them}}
            spec: {podSelector: {}}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
        .Where(policy => context.DocumentAt(policy.Span) is { } document && !IsDescribed(ObjectHeader.Of(document).Metadata?["annotations"] as MappingNode, context.Parameters))
        .Select(policy => Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` has no annotation that says what it is for"));

    private static bool IsDescribed(MappingNode? annotations, LintParameters parameters) => parameters.DescriptionAnnotations.Any(key => Nodes.Text(annotations, key).Length > 0);
}
