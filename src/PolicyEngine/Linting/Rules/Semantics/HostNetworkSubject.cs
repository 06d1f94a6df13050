using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2029: a policy is written for pods that it cannot govern.</summary>
internal sealed class HostNetworkSubject : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2029", "hostnetwork-subject", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "policy selects pods on their node's network",
        Precision = LintPrecision.High,
        Explanation = """
            Pods with `hostNetwork: true` have their node's addresses, and are to the network processes of the node. Policies about pods
            do not govern them, and what they listen on is open. Policy about nodes (Calico's host endpoints) protects them.

            A policy that selects everything in its namespace is not reported.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: node-exporter-1, namespace: monitoring, labels: {app: node-exporter}}
            spec: {hostNetwork: true}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: node-exporter, namespace: monitoring}
            spec: {podSelector: {matchLabels: {app: node-exporter}}}
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: exporter-1, namespace: monitoring, labels: {app: exporter}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: exporter, namespace: monitoring}
            spec: {podSelector: {matchLabels: {app: exporter}}}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => !IsWide(policy)))
        {
            if (context.Facts.UngovernedOf(policy.Subject).FirstOrDefault(endpoint => endpoint.Kind == EndpointKind.HostNetworkPod) is { } pod)
            {
                string which = context.EndpointsOf(policy.Subject).IsEmpty ? "the pods" : "some of the pods";
                yield return Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` does not govern {which} that it selects, which are on their node's network") with
                {
                    Hint = "protect the node's ports by policy about nodes",
                    Related = [new RelatedPlace(pod.Span, $"`{(pod.Workload.Length > 0 ? pod.Workload : pod.Name)}` has `hostNetwork: true`")],
                };
            }
        }
    }

    private static bool IsWide(Policy policy) =>
        policy.Subject.HoldsForEverythingIn(policy.Name.Namespace) || policy.Subject.Requirements.All(requirement => Facts.EmptySelectors.IsOfNamespaces(requirement.Label));
}
