using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4018: rules that trust a pod of any namespace for a label that anybody may give it.</summary>
internal sealed class SpoofablePeer : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4018", "spoofable-peer", Severity.Warning, LintNeeds.Policies)
    {
        Title = "pods of any namespace are trusted for their own labels",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 5.0,
        Explanation = """
            The rule lets in pods of every namespace that carry certain labels. Whoever may create a pod anywhere may give it these labels.
            Told of is a rule that matches some pod with labels in a namespace without labels, under the default service account, and no
            pod without labels there. Ask for a label of the namespace too, or for its name.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {role: gateway}}}]}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: gateway}}, podSelector: {matchLabels: {role: gateway}}}]}]
            """,
    };

    private static readonly Selector s_inStrangeNamespace = Selector.And([.. Strangers.Labels.Select(label => Selector.LabelEquals(label.Key, label.Value))]);

    /// <summary>Of all labels that a namespace or a service account lends, a strange one has none.</summary>
    private static readonly SelectorAlgebra s_strange = new(LabelUniverse.Of(label =>
        FutureLabels.IsLent(label)
            ? Strangers.Labels[label] is not null ? LabelValues.Any : LabelValues.None
            : FutureLabels.Universe.ValuesOf(label)));

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
                spoofable = !selector.Matches(Strangers.Labels) && s_strange.Satisfiable(Selector.And(selector, s_inStrangeNamespace)).IsYes;
                known.Add(selector, spoofable);
            }

            return spoofable;
        }
    }
}
