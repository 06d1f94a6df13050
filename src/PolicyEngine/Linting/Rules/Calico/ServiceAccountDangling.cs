using PolicyEngine.Linting.Facts;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6033: rules for service accounts that no pod runs as.</summary>
internal sealed class ServiceAccountDangling : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6033", "service-account-dangling", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "no pod runs as the service accounts of a rule",
        Precision = LintPrecision.Medium,
        Explanation = """
            A rule's peer is chosen by its service account, by name or by labels, and no pod of the input runs as such an account. The name
            is misspelt, or the accounts are in another namespace: in a policy of a namespace, names mean its own accounts unless a
            `namespaceSelector` says otherwise.
            """,
        Wrong = Example + """
            spec: {selector: app == 'redis', ingress: [{action: Allow, source: {serviceAccounts: {names: [fronted]}}}]}
            """,
        Right = Example + """
            spec: {selector: app == 'redis', ingress: [{action: Allow, source: {serviceAccounts: {names: [frontend]}}}]}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        spec: {serviceAccountName: frontend}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}

        """;

    public IEnumerable<Finding> Analyze(LintContext context) =>
        from policy in context.Policies
        from entry in policy.RulesThatCount()
        let peer = entry.Rule.Peer(entry.Direction)
        where peer.Selector is { } selector && AccountsWithoutPods.AreAskedForBy(selector, context)
        select Descriptor.At(LintTarget.Of(policy, entry.Rule), $"no pod of the input runs as the service accounts that `{policy.Name}` asks for ({peer.Description})") with
        {
            Hint = "correct the names, or give the namespace of the accounts",
        };
}
