using System.Globalization;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2023: a port name that has several numbers.</summary>
internal sealed class NamedPortDivergent : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2023", "named-port-divergent", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "port name stands for several numbers",
        Precision = LintPrecision.Medium,
        Explanation = """
            Each pod gives a port name its own number. Here pods that one rule is about give different ones, so that the rule opens
            different ports on them. That is what port names are for, and a surprise where nobody meant it.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-1, namespace: shop, labels: {app: web}}
            spec: {containers: [{name: web, ports: [{name: http, containerPort: 9090}]}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: http}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-1, namespace: shop, labels: {app: web}}
            spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: http}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Facts.PortNames.All
        .Where(use => use.Numbers.Length > 1)
        .Select(use => Descriptor.At(LintTarget.Of(use.Policy, use.Rule), Message(use)) with
        {
            Related = [.. use.Numbers.Take(2).Select(entry => new RelatedPlace(entry.Endpoint.Span, Says(use.Port, entry.Number, entry.Endpoint)))],
        })
        .DistinctBy(finding => (finding.Target, finding.Message));

    private static string Message(NamedPortUse use) =>
        $"port `{use.Port.Name}` has several numbers on the pods that the rule is about: {string.Join(", ", use.Numbers.Select(entry => entry.Number.ToString(CultureInfo.InvariantCulture)))}";

    private static string Says(NamedPort port, ushort number, Endpoint endpoint) => string.Create(CultureInfo.InvariantCulture, $"`{port.Name}` is {number} on `{endpoint}`");
}
