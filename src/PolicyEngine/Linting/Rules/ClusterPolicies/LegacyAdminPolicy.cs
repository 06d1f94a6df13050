using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7013: policies of the API that ClusterNetworkPolicy has taken the place of.</summary>
internal sealed class LegacyAdminPolicy : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7013", "legacy-anp", Severity.Warning, LintNeeds.Policies)
    {
        Title = "superseded kind of cluster policy",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            AdminNetworkPolicy and BaselineAdminNetworkPolicy (`policy.networking.k8s.io/v1alpha1`) were never more than alpha, and
            ClusterNetworkPolicy (`v1alpha2`) has taken their place with tiers `Admin` and `Baseline`. New releases of
            implementations take only that. Write the policy anew.
            """,
        Wrong = """
            apiVersion: policy.networking.k8s.io/v1alpha1
            kind: AdminNetworkPolicy
            metadata: {name: metrics}
            spec:
              priority: 10
              subject: {namespaces: {}}
              ingress: [{action: Allow, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]}]
            """,
        Right = """
            apiVersion: policy.networking.k8s.io/v1alpha2
            kind: ClusterNetworkPolicy
            metadata: {name: metrics}
            spec:
              tier: Admin
              priority: 10
              subject: {namespaces: {}}
              ingress: [{action: Accept, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Model.Policies
        .Where(policy => policy.Name.Kind is PolicyKind.AdminNetworkPolicy or PolicyKind.BaselineAdminNetworkPolicy)
        .Select(policy => Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` is of a superseded kind") with
        {
            Hint = $"write it as a ClusterNetworkPolicy of tier `{(policy.Name.Kind == PolicyKind.AdminNetworkPolicy ? "Admin" : "Baseline")}`",
        });
}
