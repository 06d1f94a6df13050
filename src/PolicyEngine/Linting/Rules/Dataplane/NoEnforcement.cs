using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8016: clusters whose network enforces no policies.</summary>
internal sealed class NoEnforcement : ILintRule
{
    private static readonly string[] s_enforcers =
        ["calico", "canal", "cilium", "antrea", "kube-router", "weave", "ovn", "azure-npm", "network-policies", "romana", "netd", "policy-agent", "policy-controller", "kindnet", "nuage", "contiv"];

    public LintRuleDescriptor Descriptor { get; } = new("NP8016", "no-enforcement", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "nothing enforces the policies",
        Precision = LintPrecision.Medium,
        Explanation = """
            The input has policies, its network is Flannel, and no agent of any implementation of policies that is known here runs beside it.
            Flannel connects pods and enforces nothing: policies are accepted by the API and have no effect. Add an implementation,
            such as Calico for policy with Flannel for networking.
            """,
        Wrong = Example,
        Right = Example + """
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: calico-node, namespace: kube-system}
            spec: {template: {metadata: {labels: {k8s-app: calico-node}}, spec: {hostNetwork: true}}}
            """,
    };

    private const string Example = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: kube-flannel-ds, namespace: kube-flannel}
        spec: {template: {metadata: {labels: {app: flannel}}, spec: {hostNetwork: true}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: default-deny, namespace: shop}
        spec: {podSelector: {}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        string[] agents = [.. context.Model.Endpoints.Select(endpoint => endpoint.Workload).Where(workload => workload.Length > 0).Distinct(StringComparer.Ordinal)];
        return context.Model.Endpoints.FirstOrDefault(endpoint => endpoint.Workload.StartsWith("DaemonSet/", StringComparison.Ordinal) && endpoint.Workload.Contains("flannel", StringComparison.Ordinal)) is { } flannel
            && !Array.Exists(agents, agent => s_enforcers.Any(name => agent.Contains(name, StringComparison.Ordinal)))
            ? [Descriptor.At(LintTarget.Of("DaemonSet", flannel.Namespace, flannel.Workload["DaemonSet/".Length..], flannel.Span), "the network is Flannel, and nothing in the input enforces policies") with { Hint = "add an implementation of policies" }]
            : [];
    }
}
