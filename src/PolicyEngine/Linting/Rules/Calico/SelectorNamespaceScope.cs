using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6034: selectors that look in their own namespace only, and would find something elsewhere.</summary>
internal sealed class SelectorNamespaceScope : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6034", "selector-namespace-scope", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "a selector without namespace finds nothing in its own",
        Precision = LintPrecision.High,
        Explanation = """
            In a Calico policy of a namespace, a rule's `selector` without `namespaceSelector` holds for pods of that namespace only. There
            it finds none, while pods of other namespaces have the labels. Add the `namespaceSelector` that was meant.
            """,
        Wrong = Example + """
            spec: {selector: app == 'web', ingress: [{action: Allow, source: {selector: role == 'gateway'}}]}
            """,
        Right = Example + """
            spec: {selector: app == 'web', ingress: [{action: Allow, source: {selector: role == 'gateway', namespaceSelector: kubernetes.io/metadata.name == 'gateway'}}]}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: gw-0, namespace: gateway, labels: {role: gateway}}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        LabelSet[] labels = [.. context.Facts.Pods.All.Select(pod => pod.Endpoint.Labels).Distinct()];
        var known = new Dictionary<Selector, bool>();
        return from policy in context.Policies
               where policy.Name.Enforced.Kind == PolicyKind.CalicoNetworkPolicy
               from direction in new[] { Directions.Ingress, Directions.Egress }
               where policy.Governs.HasFlag(direction)
               from rule in policy.Rules(direction)
               where rule.Fault is null && rule.Peer(direction).Selector is { } selector && IsElsewhere(selector, policy.Name.Namespace)
               select Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` selects pods of its own namespace only, which has none ({rule.Peer(direction).Description}); other namespaces have") with
               {
                   Hint = "add a `namespaceSelector`",
               };

        bool IsElsewhere(Selector selector, string @namespace)
        {
            if (!known.TryGetValue(selector, out bool elsewhere))
            {
                elsewhere = IsLocal(selector, @namespace)
                    && context.EndpointsOf(selector).IsEmpty
                    && !context.Model.NetworkSets.Any(set => selector.Matches(set.Labels))
                    && Array.Exists(labels, candidate => candidate[CalicoLabels.Namespace] != @namespace && selector.Matches(candidate.With(CalicoLabels.Namespace, @namespace)));
                known.Add(selector, elsewhere);
            }

            return elsewhere;
        }
    }

    private static bool IsLocal(Selector selector, string @namespace) =>
        selector.Requirements.Any(requirement => requirement.Label == CalicoLabels.Namespace && requirement.OneOf is [var only] && only == @namespace)
        && !selector.Requirements.Any(requirement => requirement.Label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal) || requirement.Label == CalicoLabels.ServiceAccount);
}
