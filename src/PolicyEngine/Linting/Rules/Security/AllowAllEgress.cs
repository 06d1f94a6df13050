using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4006: rules that let pods connect to everybody on every port.</summary>
internal sealed class AllowAllEgress : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4006", "allow-all-egress", Severity.Warning, LintNeeds.Policies)
    {
        Title = "rule lets pods connect to everybody on every port",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 5.5,
        Explanation = """
            The rule allows connections to every TCP port of every address. An egress rule without `to`, or with an empty one, means
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
              policyTypes: [Egress]
              egress: [{}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{podSelector: {matchLabels: {app: redis}}}], ports: [{port: 6379}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Facts.OpenRules.All
        .Where(open => open.Direction == Directions.Egress && open.IsAllOpen)
        .Select(open => Descriptor.At(open.Target, $"`{open.Policy.Name}` lets its pods connect to everybody on every {(open.ToAll.IsAll ? "port" : "TCP port")}") with
        {
            Hint = "name the peers and the ports",
        });
}
