using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2036: a selector takes it that namespaces have their name as label `name`.</summary>
internal sealed class NamespaceNameLabel : ILintRule
{
    private const string Label = CalicoLabels.NamespacePrefix + "name";

    public LintRuleDescriptor Descriptor { get; } = new("NP2036", "namespace-name-label", Severity.Warning, LintNeeds.Policies | LintNeeds.Namespaces)
    {
        Title = "namespaces have no label `name`",
        Precision = LintPrecision.High,
        Explanation = """
            A selector asks for namespaces with label `name`. No Namespace of the input has the label with that value, and one is called so.
            Clusters give every namespace its name as label `kubernetes.io/metadata.name`.
            """,
        Wrong = Namespace + "spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {name: monitoring}}}]}]}",
        Right = Namespace + "spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]}]}",
    };

    private const string Namespace = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: monitoring}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        HashSet<string> declared = context.Model.Namespaces.Where(candidate => candidate.IsDeclared).Select(candidate => candidate.Name).ToHashSet(StringComparer.Ordinal);
        HashSet<string?> labelled = context.Model.Namespaces.Select(candidate => candidate.Labels["name"]).ToHashSet(StringComparer.Ordinal);
        return context.Policies.SelectMany(policy => policy.RulesThatCount()
            .SelectMany(entry => new[] { entry.Rule.Source.Selector, entry.Rule.Destination.Selector }.OfType<Selector>().Select(selector => (Selector: selector, Target: LintTarget.Of(policy, entry.Rule))))
            .Append((Selector: policy.Subject, Target: LintTarget.Of(policy)))
            .SelectMany(entry => entry.Selector.Requirements
                .Where(requirement => requirement.Label == Label && requirement.OneOf is [_, ..] values && !values.Any(labelled.Contains) && values.All(declared.Contains))
                .Select(requirement => Descriptor.At(entry.Target, $"no Namespace has label `name` with value `{requirement.OneOf!.Value[0]}`, which is the name of one") with
                {
                    Hint = $"write `{CalicoLabels.MetadataName}`",
                }))
            .DistinctBy(finding => (finding.Target, finding.Message)));
    }
}
