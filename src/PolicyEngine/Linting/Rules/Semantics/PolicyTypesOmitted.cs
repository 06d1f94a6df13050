using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2006: a policy leaves it to a default which directions it governs.</summary>
internal sealed class PolicyTypesOmitted : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2006", "policy-types-omitted", Severity.Note, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "directions of a policy are left to the default",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            Without `policyTypes` a NetworkPolicy governs ingress, and egress too where it has egress rules. Calico's `types` have another
            default: a policy without them governs the directions it has rules for, and ingress where it has none. Say which are meant.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, ingress: [{}]}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: [{}]}
            """,
    };

    // What NP2007 reports needs no second finding.
    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
        .Where(policy => !policy.IsOfClusterApi && context.SpecOf(policy) is { } spec && IsEmpty(spec[FieldOf(policy)]) && !EgressOnlyIsolatesIngress.Holds(context, policy))
        .Select(policy => Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` does not say `{FieldOf(policy)}` and governs {Words(policy.Governs)} by default"));

    private static string FieldOf(Policy policy) => policy.Name.IsAdditive ? "policyTypes" : "types";

    private static bool IsEmpty(DocumentNode? types) => types is null or SequenceNode { Items.IsEmpty: true };

    private static string Words(Directions directions) => directions switch
    {
        Directions.Ingress => "ingress",
        Directions.Egress => "egress",
        _ => "both directions",
    };
}
