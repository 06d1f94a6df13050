using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2002: a rule about peers that are not there.</summary>
internal sealed class DanglingPeer : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2002", "dangling-peer", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "rule names peers that do not exist",
        Precision = LintPrecision.Medium,
        Explanation = """
            The labels by which a rule chooses its peers are on no pod, workload, host endpoint or network set of the input, so that
            the rule matches nothing. Most often a label is misspelt, or what was meant is gone or lives in another namespace:
            a `podSelector` alone is about the policy's own namespace.

            Not reported are peers in namespaces of which the input shows no pods, unless it shows nodes and so is a whole
            cluster; selectors that hold for everything in a namespace; and selectors that hold for the labels of a custom
            resource, whose controller may make the pods. Service accounts that no pod runs as NP6033 tells of.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress: [{from: [{podSelector: {matchLabels: {app: frontend}}}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: frontend-a, namespace: shop, labels: {app: frontend}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              ingress: [{from: [{podSelector: {matchLabels: {app: frontend}}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies.SelectMany(policy => policy.RulesThatCount()
        .Where(entry => entry.Rule.Peer(entry.Direction).Selector is { } selector && !IsOfWholeNamespace(selector)
            && context.Facts.Empty.PeerHoldsForNothing(selector) && !AccountsWithoutPods.AreAskedForBy(selector, context))
        .Select(entry => Descriptor.At(LintTarget.Of(policy, entry.Rule), $"the rule's peer is nothing of the input: `{entry.Rule.Peer(entry.Direction).Description}`") with
        {
            Hint = "correct the labels, or take the peer away",
        })
        .DistinctBy(finding => (finding.Target, finding.Message)));

    /// <summary>Whether it asks for nothing but a namespace, which may be empty for now.</summary>
    private static bool IsOfWholeNamespace(Selector selector) =>
        selector.IsAll || (selector.Requirements is { IsEmpty: false } requirements && requirements.All(requirement => EmptySelectors.IsOfNamespaces(requirement.Label)));
}
