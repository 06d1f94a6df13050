using System.Globalization;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2024: a rule allows the port of a service, which its pods do not have.</summary>
internal sealed class ServicePortUsed : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2024", "service-port-used", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Services)
    {
        Title = "port of a service in place of the pods' own",
        Precision = LintPrecision.High,
        Explanation = """
            Policy sees packets when the service has been translated: with the address of a pod and the pod's port. A rule that allows
            the service's port allows nothing, where the service leads to another port (`targetPort`), no pod behind it listens on
            that number, and the policy does not allow the pods' port too.
            """,
        Wrong = Shop + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web-80, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: 80}]}]
            """,
        Right = Shop + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web-8080, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: 8080}]}]
            """,
    };

    private const string Shop = """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}

        """;

    // Nothing is translated on the way to a headless service.
    public IEnumerable<Finding> Analyze(LintContext context) => new ServicePortUses(context)
        .Find((service, port) => service.IsHeadless ? (ushort)0 : port.Number)
        .Select(use => Descriptor.At(
            LintTarget.Of(use.Policy, use.Rule),
            string.Create(CultureInfo.InvariantCulture, $"{use.Port.Protocol} {use.Allowed} is the port of service `{use.Service.Namespace}/{use.Service.Name}`; its pods are reached on {use.Target}")) with
        {
            Hint = string.Create(CultureInfo.InvariantCulture, $"allow {use.Target}"),
            Related = [new RelatedPlace(use.Service.Span, "the service")],
        })
        .DistinctBy(finding => (finding.Target, finding.Message));
}
