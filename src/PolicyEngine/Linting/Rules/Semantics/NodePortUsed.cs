using System.Globalization;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2025: a rule about pods allows the port that nodes open for their service.</summary>
internal sealed class NodePortUsed : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2025", "node-port-used", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Services)
    {
        Title = "port of nodes in a policy about pods",
        Precision = LintPrecision.High,
        Explanation = """
            What enters at a node's port (`nodePort`) has the pod's own port when it comes to the pod, and policy about the pod sees
            that one. Only policy about nodes that is consulted before translation (Calico's `preDNAT`) sees the node's port.
            """,
        Wrong = Shop + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: 30644}]}]
            """,
        Right = Shop + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: 8080}]}]
            """,
    };

    private const string Shop = """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30644}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context) => new ServicePortUses(context)
        .Find((_, port) => port.NodePort)
        .Select(use => Descriptor.At(
            LintTarget.Of(use.Policy, use.Rule),
            string.Create(CultureInfo.InvariantCulture, $"{use.Port.Protocol} {use.Allowed} is the port that nodes open for service `{use.Service.Namespace}/{use.Service.Name}`; its pods are reached on {use.Target}")) with
        {
            Hint = string.Create(CultureInfo.InvariantCulture, $"allow {use.Target}"),
            Related = [new RelatedPlace(use.Service.Span, "the service")],
        })
        .DistinctBy(finding => (finding.Target, finding.Message));
}
