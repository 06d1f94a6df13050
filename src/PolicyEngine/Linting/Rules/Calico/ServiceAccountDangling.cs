using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
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
            A rule's peer is chosen by its service account, by name or by labels, and no pod of the input that runs as such an account fits.
            The name is misspelt, or the accounts are in another namespace: in a policy of a namespace, names mean its own accounts
            unless a `namespaceSelector` says otherwise.
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
        from direction in new[] { Directions.Ingress, Directions.Egress }
        where policy.Governs.HasFlag(direction)
        from rule in policy.Rules(direction)
        where rule.Fault is null && rule.Peer(direction).Selector is { } selector && AsksForAccount(selector) && context.EndpointsOf(selector).IsEmpty
            && !context.Model.NetworkSets.Any(set => selector.Matches(set.Labels))
        select Descriptor.At(LintTarget.Of(policy, rule), $"no pod of the input runs as the service accounts that `{policy.Name}` asks for ({rule.Peer(direction).Description})") with
        {
            Hint = "correct the names, or give the namespace of the accounts",
        };

    private static bool AsksForAccount(Selector selector) => selector.Requirements.Any(requirement =>
        requirement is { MustBePresent: true } && (requirement.Label == CalicoLabels.ServiceAccount || requirement.Label.StartsWith(CalicoLabels.ServiceAccountPrefix, StringComparison.Ordinal)));
}
