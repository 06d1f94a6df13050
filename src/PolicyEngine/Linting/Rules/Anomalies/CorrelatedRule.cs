using PolicyEngine.Compilation;
using PolicyEngine.Documents;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2014: rules of different owners of which either takes something from the other.</summary>
internal sealed class CorrelatedRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2014", "rule-correlated", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Text)
    {
        Title = "rules of two owners overlap and decide differently",
        Precision = LintPrecision.Medium,
        Explanation = """
            Two policies of a tier belong to different owners, as the label that `ownerLabel` names says (nothing is told where it is not set),
            and govern the same pod. A rule of one and a rule of the other have different actions and match the same traffic of a peer in
            the input, and each matches more than the other: which one decides depends on the order of policies that different
            people write. Agree on the order, or write the rules so that they exclude each other.

            Of Calico policies of equal order NP6014 tells, of cluster policies of equal priority NP7002.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Dictionary<Policy, string> owners = OwnersIn(context);
        var told = new HashSet<(int, int)>();
        foreach (GovernedChain chain in owners.Values.Distinct(StringComparer.Ordinal).Count() < 2 ? [] : context.Facts.Pods.Chains)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (TierSegment segment in chain.TiersInForce)
            {
                CompiledPolicy[] owned = [.. segment.Policies.Where(policy => policy.Policy is { IsStaged: false } && owners.ContainsKey(policy.Policy))];
                foreach ((CompiledPolicy one, CompiledPolicy other) in Pairs(owned))
                {
                    if (owners[one.Policy] != owners[other.Policy] && !one.Policy.Order.Equals(other.Policy.Order) && !told.Contains((one.Index, other.Index))
                        && Find(context, chain, one, other) is var (first, second, traffic))
                    {
                        told.Add((one.Index, other.Index));
                        yield return Descriptor.At(
                            LintTarget.Of(other.Policy, second),
                            $"`{one.Policy.Name}` of `{owners[one.Policy]}` comes before `{other.Policy.Name}` of `{owners[other.Policy]}` and decides otherwise about {traffic.Describe()}, and either has rules about more") with
                        {
                            Hint = "agree on the order, or let the rules exclude each other",
                            Related = [new RelatedPlace(first.Span, "the rule that comes first")],
                        };
                    }
                }
            }
        }
    }

    private static Dictionary<Policy, string> OwnersIn(LintContext context)
    {
        var owners = new Dictionary<Policy, string>(ReferenceEqualityComparer.Instance);
        string label = context.Parameters.OwnerLabel;
        foreach (Policy policy in label.Length == 0 ? [] : context.Policies)
        {
            if (((context.DocumentAt(policy.Span)?["metadata"] as MappingNode)?["labels"] as MappingNode)?[label] is ScalarNode { Text.Length: > 0 } owner)
            {
                owners.Add(policy, owner.Text);
            }
        }

        return owners;
    }

    private static IEnumerable<(CompiledPolicy One, CompiledPolicy Other)> Pairs(CompiledPolicy[] policies) =>
        policies.SelectMany((one, place) => policies.Skip(place + 1).Select(other => (one, other)));

    /// <summary>Two rules of which each matches something that the other does not, and some traffic that both match; null where there are none.</summary>
    private static (Rule First, Rule Second, TrafficSet Traffic)? Find(LintContext context, GovernedChain chain, CompiledPolicy one, CompiledPolicy other)
    {
        Directions direction = chain.Chain.Direction;
        ILookup<string, ComparedRule> first = ComparedRule.Of(one.Policy, direction).ToLookup(rule => rule.Rules[0].Path, StringComparer.Ordinal);
        ILookup<string, ComparedRule> second = ComparedRule.Of(other.Policy, direction).ToLookup(rule => rule.Rules[0].Path, StringComparer.Ordinal);
        var candidates =
            from rule in one.Rules(chain.Chain.Form)
            from later in other.Rules(chain.Chain.Form)
            where rule.Rule.Action != later.Rule.Action && rule.Rule.Action != RuleAction.Log && later.Rule.Action != RuleAction.Log
            from self in Selves(chain, context)
            let traffic = context.Facts.PeerClasses.Common(rule, later, self, direction)
            where !traffic.IsEmpty
            let early = first[rule.Rule.Path].First()
            let late = second[later.Rule.Path].First()
            where early.IsTerminal && late.IsTerminal && early.Exceeds(late, context.Cancellation) && late.Exceeds(early, context.Cancellation)
            select ((Rule, Rule, TrafficSet)?)(rule.Rule, later.Rule, traffic);
        return candidates.FirstOrDefault();
    }

    /// <summary>The pods of a chain as far as its rules can tell them apart.</summary>
    private static IEnumerable<AddressClass> Selves(GovernedChain chain, LintContext context) =>
        (chain.Chain.UsesSelf ? chain.Pods.DistinctBy(pod => pod.Party.AddressClass) : chain.Pods.Take(1)).Select(pod => context.Snapshot.Graph.Classes[pod.Party.AddressClass]);
}
