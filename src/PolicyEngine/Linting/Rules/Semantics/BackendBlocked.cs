using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2033: what is published for clients outside lets nobody in.</summary>
internal sealed class BackendBlocked : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2033", "backend-blocked", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Services)
    {
        Title = "published pods let nobody in",
        Precision = LintPrecision.High,
        Explanation = """
            A route (Ingress, HTTPRoute, OpenShift's Route) or the service itself (a port of nodes, an address outside) leads to pods whose
            policies deny all ingress to the port that it leads to, whoever sends it. Nobody but their own node reaches them.

            Who the clients are is not guessed: a rule that lets anybody in to the port makes the rule silent.
            """,
        Wrong = Shop + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: [{ports: [{port: 9090}]}]}
            """,
        Right = Shop + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: [{ports: [{port: 8080}]}]}
            """,
    };

    private const string Shop = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec:
          rules:
          - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (PublishedPort published in PublishedPorts.Of(context))
        {
            if (Blocking(context, published) is { } blocked)
            {
                yield return Descriptor.At(published.Target, $"{published.Words} leads to service `{published.Service.Namespace}/{published.Service.Name}`, whose pods let nobody in to the port behind it") with
                {
                    Hint = "allow the clients ingress to the pods",
                    Related = [new RelatedPlace(blocked.Span, $"`{blocked.Name}` denies it")],
                };
            }
        }
    }

    /// <summary>A policy because of which no backend lets anybody in; null where one may.</summary>
    private static Policy? Blocking(LintContext context, PublishedPort published)
    {
        Policy? blocking = null;
        foreach (Endpoint backend in context.Facts.Backends.Of(published.Service))
        {
            if (ServiceBackends.TargetOn(published.Port, backend) is not { } number
                || context.Facts.InForce.ChainOf(backend, Directions.Ingress) is not { } chain
                || !RulesInForce.EndsInDenial(chain)
                || RulesInForce.AdmittingRules(chain).Any(rule => Admits(rule, published.Port.Protocol, number)))
            {
                return null;
            }

            blocking ??= RulesInForce.PoliciesOf(chain).FirstOrDefault();
        }

        return blocking;
    }

    private static bool Admits(Rule rule, Protocol protocol, ushort number) =>
        rule.Fault is not null
        || (rule.Traffic.Overlaps(TrafficSet.Ports(protocol, IntervalSet<ushort>.Of(number)))
            && (rule.Destination.Ports is not { } ports || !ports.Names.IsDefaultOrEmpty || ports.Numbers.Overlaps(TrafficSet.Ports(protocol, IntervalSet<ushort>.Of(number)))));
}
