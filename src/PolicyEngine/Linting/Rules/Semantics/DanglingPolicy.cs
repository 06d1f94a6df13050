using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2001: a policy that governs nothing in the input.</summary>
internal sealed class DanglingPolicy : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2001", "dangling-policy", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "policy selects nothing",
        Precision = LintPrecision.Medium,
        Explanation = """
            The labels that a policy selects by are on no pod, workload or host endpoint of the input, so that it governs nothing.
            Most often a label is misspelt or was renamed, and the pods that were meant are open.

            A selector that holds for everything is not reported: it is for pods to come. Nor is one that holds for the labels of
            a custom resource, whose controller may make the pods. Where the pods are deployed from elsewhere, accept the finding.
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
              podSelector: {matchLabels: {app: redsi}}
              policyTypes: [Ingress]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
              policyTypes: [Ingress]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
        .Where(policy => context.Facts.Empty.HoldsForNothing(policy.Subject) && !policy.Subject.HoldsForEverythingIn(policy.Name.Namespace))
        .Select(policy => Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` selects no pod, workload or host endpoint of the input") with
        {
            Hint = "correct the labels, or take the policy away",
        });
}
