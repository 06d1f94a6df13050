using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2007: a policy about egress that closes ingress too.</summary>
internal sealed class EgressOnlyIsolatesIngress : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2007", "egress-only-isolates-ingress", Severity.Warning, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "policy with egress rules only denies all ingress",
        Precision = LintPrecision.High,
        Explanation = """
            A NetworkPolicy without `policyTypes` always governs ingress. One that has egress rules and says nothing of ingress
            therefore lets nobody in to its pods, unless another policy does.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch-to-redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              egress: [{to: [{podSelector: {matchLabels: {app: redis}}}]}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch-to-redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              policyTypes: [Egress]
              egress: [{to: [{podSelector: {matchLabels: {app: redis}}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
        .Where(policy => Holds(context, policy))
        .Select(policy => Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` has egress rules only and denies all ingress to its pods, for it does not say `policyTypes`") with
        {
            Hint = "write `policyTypes: [Egress]`",
        });

    /// <summary>Whether a policy is one of these.</summary>
    internal static bool Holds(LintContext context, Policy policy) =>
        policy is { Ingress.IsEmpty: true, Egress.IsEmpty: false, Governs: Directions.Both }
        && policy.Name.IsAdditive
        && context.SpecOf(policy) is { } spec
        && spec["policyTypes"] is null or SequenceNode { Items.IsEmpty: true }
        && spec["ingress"] is null;
}
