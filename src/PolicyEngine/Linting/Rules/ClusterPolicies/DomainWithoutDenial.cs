using PolicyEngine.Compilation;
using PolicyEngine.Documents;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7005: lists of domain names that nothing closes.</summary>
internal sealed class DomainWithoutDenial : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7005", "domain-without-deny", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Text)
    {
        Title = "list of allowed domain names has no effect",
        Precision = LintPrecision.High,
        Explanation = """
            A cluster policy accepts connections to domain names, and nothing behind it denies any egress of a pod it governs: no later rule, no
            other policy, no end of a tier. The pod reaches every other name as well. Deny the rest after the names.
            """,
        Wrong = Example + """
              egress: [{action: Accept, to: [{domainNames: ["*.example.com"]}], protocols: [{tcp: {destinationPort: {number: 443}}}]}]
            """,
        Right = Example + """
              egress:
                - {action: Accept, to: [{domainNames: ["*.example.com"]}], protocols: [{tcp: {destinationPort: {number: 443}}}]}
                - {action: Pass, to: [{namespaces: {}}]}
                - {action: Deny, to: [{networks: ["0.0.0.0/0"]}]}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: names}
        spec:
          tier: Admin
          priority: 10
          subject: {namespaces: {}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => policy.IsOfClusterApi))
        {
            MappingNode? naming = ((context.SpecOf(policy)?["egress"] as SequenceNode)?.Items ?? [])
                .OfType<MappingNode>()
                .FirstOrDefault(rule => rule["action"] is ScalarNode { Text: "Accept" or "Allow" } && rule["to"] is SequenceNode peers && peers.Items.OfType<MappingNode>().Any(peer => peer["domainNames"] is not null));
            if (naming is not null && context.Facts.Pods.Subjects(policy).FirstOrDefault(pod => !DeniesAnything(pod.Egress)) is { } pod)
            {
                yield return Descriptor.At(LintTarget.Of(policy).In(naming.Span, "spec.egress"), $"`{policy.Name}` allows domain names, and nothing behind it denies any other egress of its pods") with
                {
                    Hint = "deny the rest of egress behind the names",
                    Related = AdmittingRule.Places([pod], "reaches everything else too:"),
                };
            }
        }
    }

    private static bool DeniesAnything(PolicyChain chain) => chain.Tiers.Any(segment =>
        (segment.EndsWith != Certainty.No && segment.Tier.DefaultAction == RuleAction.Deny)
        || segment.Policies.Any(policy => !policy.Policy.IsStaged && (policy.Policy.Fault is not null || policy.Rules(chain.Form).Any(rule => rule.Rule.Action == RuleAction.Deny))));
}
