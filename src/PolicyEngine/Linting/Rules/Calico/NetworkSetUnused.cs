using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6032: network sets that no rule selects.</summary>
internal sealed class NetworkSetUnused : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6032", "networkset-unused", Severity.Note, LintNeeds.Policies)
    {
        Title = "no rule selects a network set",
        Precision = LintPrecision.High,
        Explanation = """
            No selector of any rule of the input holds for the labels of the network set, so that it has no part in what passes. Its labels
            are misspelt, or what used it is gone. Rules of staged policies and profiles count.
            """,
        Wrong = Example + """
            metadata: {name: partners, labels: {set: partner}}
            spec: {nets: [198.51.100.0/24]}
            """,
        Right = Example + """
            metadata: {name: partners, labels: {set: partners}}
            spec: {nets: [198.51.100.0/24]}
            """,
    };

    private const string Example = """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: partners}
        spec: {namespaceSelector: all(), types: [Ingress], ingress: [{action: Allow, source: {selector: set == 'partners'}}]}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        if (context.Model.NetworkSets.IsEmpty)
        {
            return [];
        }

        IEnumerable<Rule> rules = context.Model.Policies.SelectMany(policy => policy.Ingress.Concat(policy.Egress))
            .Concat(context.Model.Endpoints.SelectMany(endpoint => endpoint.Profiles).Distinct(ReferenceEqualityComparer.Instance).Cast<Profile>().SelectMany(profile => profile.Ingress.Concat(profile.Egress)));
        Selector[] selectors = [.. rules.SelectMany(rule => new[] { rule.Source.Selector, rule.Source.NotSelector, rule.Destination.Selector, rule.Destination.NotSelector }).OfType<Selector>().Distinct()];
        var index = SelectorIndex.Create(selectors);
        var matches = new List<int>();
        return [.. context.Model.NetworkSets.Where(IsUnused).Select(set => (set, Kind: set.Namespace.Length == 0 ? "GlobalNetworkSet" : "NetworkSet")).Select(entry =>
        {
            LintTarget target = LintTarget.Of(entry.Kind, entry.set.Namespace, entry.set.Name, entry.set.Span);
            return Descriptor.At(target, $"no rule selects `{target.ObjectName}`") with { Hint = "correct its labels, or take it away" };
        })];

        bool IsUnused(NetworkSet set)
        {
            index.Match(set.Labels, matches);
            return matches.Count == 0;
        }
    }
}
