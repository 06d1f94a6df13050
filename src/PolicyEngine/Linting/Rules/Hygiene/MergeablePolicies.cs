using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3005: policies that could be one.</summary>
internal sealed class MergeablePolicies : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP3005", "mergeable-policies", Severity.Note, LintNeeds.Policies)
    {
        Title = "policies of the same pods could be one",
        Precision = LintPrecision.Medium,
        Explanation = """
            NetworkPolicies of one namespace select pods by the same labels and govern the same directions. Their rules could stand in one
            policy, which is less for implementations to keep and for people to look through.

            Policies of all pods of a namespace, and those without rules, are not reported: a default deny and what is allowed to
            everybody are better kept apart.
            """,
        Wrong = First + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis-b, namespace: shop}
            spec: {podSelector: {matchLabels: {app: redis}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: batch}}}]}]}
            """,
        Right = First,
    };

    private const string First = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis-a, namespace: shop}
        spec: {podSelector: {matchLabels: {app: redis}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: frontend}}}]}]}

        """;

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
        .Where(policy => policy.Name.IsAdditive && !(policy.Ingress.IsEmpty && policy.Egress.IsEmpty) && !policy.Subject.HoldsForEverythingIn(policy.Name.Namespace))
        .GroupBy(policy => (policy.Name.Kind, policy.Name.Namespace, policy.Subject, policy.Governs, policy.StagedAction))
        .Where(alike => alike.Skip(1).Any())
        .Select(alike => (First: alike.First(), Others: alike.Skip(1).ToArray()))
        .Select(alike => Descriptor.At(LintTarget.Of(alike.First), $"`{alike.First.Name}` and `{alike.Others[0].Name}` select the same pods and could be one policy") with
        {
            Related = [.. alike.Others.Select(other => new RelatedPlace(other.Span, $"`{other.Name}`"))],
        });
}
