using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2003: a selector that holds for nothing, and for something if one label were written otherwise.</summary>
internal sealed class NearMissSelector : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2003", "near-miss-selector", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "label of a selector looks misspelt",
        Precision = LintPrecision.Medium,
        Explanation = """
            A selector holds for nothing in the input, and would hold for something if one of its labels had another value that is
            at most two letters away, or if the value stood under another usual name, such as `app.kubernetes.io/name` in place
            of `app`.

            Values that differ in their digits only are not taken for misspelt.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: frontend-a, namespace: shop, labels: {app: frontend}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: frontend, namespace: shop}
            spec: {podSelector: {matchLabels: {app: fronted}}}
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: frontend-a, namespace: shop, labels: {app: frontend}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: frontend, namespace: shop}
            spec: {podSelector: {matchLabels: {app: frontend}}}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies)
        {
            if (context.Facts.Empty.HoldsForNothing(policy.Subject) && context.Facts.NearLabels.Find(policy.Subject) is { } subject)
            {
                yield return Find(LintTarget.Of(policy), "the policy selects by", subject);
            }

            var seen = new HashSet<Selector>();
            foreach ((Directions direction, Rule rule) in policy.RulesThatCount())
            {
                if (rule.Peer(direction).Selector is { } selector && seen.Add(selector) && context.Facts.Empty.PeerHoldsForNothing(selector) && context.Facts.NearLabels.Find(selector) is { } peer)
                {
                    yield return Find(LintTarget.Of(policy, rule), "the rule's peer is chosen by", peer);
                }
            }
        }
    }

    private Finding Find(LintTarget target, string how, NearLabel near) => Descriptor.At(target, $"{how} {near.Asked}, which nothing has, but {near.Found}") with { Hint = $"write {near.Correction}" };
}
