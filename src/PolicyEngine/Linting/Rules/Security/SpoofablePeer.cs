using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4018: rules that trust a pod of any namespace for a label that anybody may give it.</summary>
internal sealed class SpoofablePeer : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4018", "spoofable-peer", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "pods of any namespace are trusted for their own labels",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 5.0,
        Explanation = """
            The rule lets in pods of every namespace that carry certain labels. Whoever may create a pod anywhere may give it these labels.
            Each peer of the input is moved, as a test, to a namespace without labels and to the default service account: the rule
            still matches it, and does not match a pod without labels there. Ask for a label of the namespace too, or for its name.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: gw-0, namespace: gateway, labels: {role: gateway}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {role: gateway}}}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: gw-0, namespace: gateway, labels: {role: gateway}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: gateway}}, podSelector: {matchLabels: {role: gateway}}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var known = new Dictionary<Selector, bool>();
        return from policy in context.Policies
               where !policy.IsStaged && !context.IsSystem(policy.Name.Namespace) && policy.Governs.HasFlag(Directions.Ingress)
               from rule in policy.Ingress
               where rule is { Action: RuleAction.Allow, Fault: null, Source: { Selector: not null, Nets: null } } && IsSpoofable(rule.Source.Selector)
               select Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` lets in pods of every namespace for labels of their own ({rule.Source.Description})") with
               {
                   Hint = "ask for the namespace too",
               };

        bool IsSpoofable(Selector selector)
        {
            if (!known.TryGetValue(selector, out bool spoofable))
            {
                spoofable = !selector.Matches(Strangers.Labels)
                    && context.EndpointsOf(selector).FirstOrDefault(endpoint => endpoint.IsGoverned) is { } peer
                    && selector.Matches(Moved(peer.Labels));
                known.Add(selector, spoofable);
            }

            return spoofable;
        }
    }

    /// <summary>The labels of a pod with the same labels of its own in a namespace that has none.</summary>
    private static LabelSet Moved(LabelSet labels) => LabelSet.Create(labels
        .Where(label => !label.Key.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal) && !label.Key.StartsWith(CalicoLabels.ServiceAccountPrefix, StringComparison.Ordinal))
        .Concat(Strangers.Labels));
}
