using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4005: rules that let everybody in on every port.</summary>
internal sealed class AllowAllIngress : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4005", "allow-all-ingress", Severity.Warning, LintNeeds.Policies)
    {
        Title = "rule lets everybody in on every port",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 5.5,
        Explanation = """
            The rule allows connections from every address to every TCP port. An ingress rule without `from`, or with an empty one, means
            everybody; so do blocks that together are all addresses, such as `0.0.0.0/1` and `128.0.0.0/1`. What an earlier rule of
            the policy denies, and what an earlier tier decides, is taken into account. Since NetworkPolicies only add to each other, such
            a rule undoes the default denial of its pods.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {}
              ingress: [{}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {}
              ingress: [{from: [{podSelector: {matchLabels: {app: gateway}}}], ports: [{port: 8080}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Facts.OpenRules.All
        .Where(open => open.Direction == Directions.Ingress && open.IsAllOpen)
        .Select(open => Descriptor.At(open.Target, $"`{open.Policy.Name}` lets everybody connect to its pods on every {(open.ToAll.IsAll ? "port" : "TCP port")}") with
        {
            Hint = "name the peers and the ports",
        });
}
