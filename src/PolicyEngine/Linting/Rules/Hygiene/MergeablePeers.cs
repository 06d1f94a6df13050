using System.Collections.Immutable;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3006: peers that differ in one value.</summary>
internal sealed class MergeablePeers : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP3006", "mergeable-peers", Severity.Note, LintNeeds.Policies)
    {
        Title = "peers that differ in one label only",
        Precision = LintPrecision.High,
        Explanation = """
            Peers of a policy that are allowed the same ports differ in the value of one label. One selector with operator `In` and all the
            values says the same, and is one rule to implementations in place of several.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress:
              - from: [{podSelector: {matchLabels: {role: frontend}}}, {podSelector: {matchLabels: {role: backend}}}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress:
              - from: [{podSelector: {matchExpressions: [{key: role, operator: In, values: [frontend, backend]}]}}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => policy.Name.IsAdditive && policy.Ingress.Length + policy.Egress.Length > 1))
        {
            foreach (var alike in policy.RulesThatCount()
                .Where(entry => entry.Rule.Peer(entry.Direction).Selector is { } selector && IsConjunction(selector))
                .GroupBy(entry => (entry.Direction, TrafficKey.Of(entry.Rule))))
            {
                (Rule Rule, Selector Selector)[] peers = [.. alike.Select(entry => (entry.Rule, Selector: entry.Rule.Peer(entry.Direction).Selector!)).DistinctBy(entry => entry.Selector)];
                foreach ((Rule first, string label) in peers.Length < 2 ? [] : DifferingInOneLabel(peers))
                {
                    yield return Descriptor.At(LintTarget.Of(policy, first), $"peers with the same ports differ in {LabelMismatch.NameOf(label)} only") with
                    {
                        Hint = "write one selector with operator `In`",
                    };
                }
            }
        }
    }

    /// <summary>The first of each peers that differ in the values of one label, and the label.</summary>
    private static IEnumerable<(Rule First, string Label)> DifferingInOneLabel((Rule Rule, Selector Selector)[] peers) => peers
        .SelectMany(peer => peer.Selector.Requirements
            .Where(requirement => requirement.OneOf is { IsEmpty: false })
            .Select(requirement => (peer.Rule, Key: new AllButValues(peer.Selector.Requirements, requirement.Label))))
        .GroupBy(entry => entry.Key, entry => entry.Rule)
        .Where(group => group.Skip(1).Any())
        .Select(group => (group.First(), group.Key.Label));

    /// <summary>Whether the requirements of labels say all that the selector does.</summary>
    private static bool IsConjunction(Selector selector) =>
        !selector.Text.Contains("||", StringComparison.Ordinal) && !selector.Text.Contains(" != ", StringComparison.Ordinal) && !selector.Text.Contains(" not in ", StringComparison.Ordinal);

    /// <summary>All that is required beside one label's values, compared by content.</summary>
    private sealed record AllButValues(ImmutableArray<LabelRequirement> Requirements, string Label)
    {
        public bool Equals(AllButValues? other) => other is not null && Label == other.Label && Rest.SequenceEqual(other.Rest);

        public override int GetHashCode() => Rest.Aggregate(StringComparer.Ordinal.GetHashCode(Label), (hash, requirement) => HashCode.Combine(hash, requirement));

        private IEnumerable<LabelRequirement> Rest => Requirements.Select(requirement => requirement.Label == Label ? requirement with { OneOf = null } : requirement);
    }

    /// <summary>What a rule asks of traffic.</summary>
    private readonly record struct TrafficKey(Sets.TrafficSet Traffic, Sets.TrafficSet? Numbers, string Names)
    {
        public static TrafficKey Of(Rule rule) => new(rule.Traffic, rule.Destination.Ports?.Numbers, rule.Destination.Ports is { Names: { IsDefaultOrEmpty: false } names } ? string.Join(',', names) : "");
    }
}
