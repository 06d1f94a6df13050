using PolicyEngine;
using PolicyEngine.Linting;
using PolicyEngine.Queries;
using PolicyEngine.Renderers.Linting;

LoadResult cluster = new PolicyLoader(new LoadOptions { KeepsText = true }).LoadText("""
    apiVersion: v1
    kind: Namespace
    metadata: {name: shop}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: api, namespace: shop, labels: {app: api}}
    status: {podIP: 10.1.0.1}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: redis, namespace: shop, labels: {app: redis}}
    status: {podIP: 10.1.0.2}
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: default-deny, namespace: shop}
    spec: {podSelector: {}, policyTypes: [Ingress]}
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: redsi, namespace: shop}
    spec: {podSelector: {matchLabels: {app: redsi}}, policyTypes: [Ingress], ingress: [{}]}
    """);
foreach (Finding finding in new Linter([.. BuiltInRules.All, .. RendererRules.All]).Run(cluster).Findings)
{
    Console.WriteLine($"{finding.Rule.Id} {finding.Span.Line}");
}

var query = new Query { From = "shop/api", To = "shop/redis", Port = "6379" };
Answer answer = cluster.Snapshot.Ask(query);
Console.WriteLine($"{answer.Verdict} at {answer.Parts[0].Ingress.Span}");

PolicySource added = PolicySource.FromText("whatif.yaml", """
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: {name: redis, namespace: shop}
    spec: {order: 1, selector: app == 'redis', ingress: [{action: Allow, protocol: TCP, source: {selector: app == 'api'}, destination: {ports: [6379]}}]}
    """);
answer = cluster.Snapshot.With([added]).Snapshot.Ask(query);
Console.WriteLine($"{answer.Verdict} at {answer.Parts[0].Ingress.Span}");
