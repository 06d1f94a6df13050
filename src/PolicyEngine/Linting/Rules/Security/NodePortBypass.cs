using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4016: services whose node ports let clients past the policies of their backends.</summary>
internal sealed class NodePortBypass : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4016", "nodeport-bypass", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Services | LintNeeds.Nodes)
    {
        Title = "clients get past the policies of backends through the port of a node",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 6.0,
        Explanation = """
            The backends' policies deny clients from outside and allow the addresses of nodes. The service opens a port on every node
            (`NodePort` or `LoadBalancer` with `externalTrafficPolicy: Cluster`), and a node that does not run the backend puts its own
            address in the place of the client's: whoever reaches such a node is let in as the node. `externalTrafficPolicy: Local`
            keeps the client's address; policy of host endpoints can guard the port before it is translated.
            """,
        Wrong = Example + """
            spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}
            """,
        Right = Example + """
            spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Node
        metadata: {name: w1}
        status: {addresses: [{type: InternalIP, address: 192.168.10.11}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: w2}
        status: {addresses: [{type: InternalIP, address: 192.168.10.12}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        spec: {nodeName: w1}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{from: [{ipBlock: {cidr: 192.168.10.0/24}}], ports: [{port: 8080}]}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        if (context.Model.Profile.KeepsSourcesAtNodePorts)
        {
            yield break;
        }

        Party[] nodes = [.. context.Model.Nodes.SelectMany(node => node.Addresses.Take(1)).Select(address => context.Snapshot.PartyAt(address))];
        foreach (Service service in context.Model.Services.Where(service => !service.IsExternalTrafficLocal && service.Selector is not null && service.Ports.Any(port => port.NodePort != 0)))
        {
            if (Bypass(context, service, nodes) is { } bypass)
            {
                yield return Descriptor.At(
                    LintTarget.Of("Service", service.Namespace, service.Name, service.Span),
                    $"clients that the policies of its backends deny reach `Service/{service.Namespace}/{service.Name}` through the ports of nodes, by which they are taken for nodes") with
                {
                    Hint = "set `externalTrafficPolicy: Local`, or guard the port by policy of host endpoints",
                    Related = bypass.Rule is { } rule ? [new RelatedPlace(rule.Span, $"`{bypass.Policy!.Name}` allows addresses of nodes")] : [],
                };
            }
        }
    }

    /// <summary>What lets a node in where clients are denied; null where nothing does.</summary>
    private static Decision? Bypass(LintContext context, Service service, Party[] nodes)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        IEnumerable<GovernedPod> backends = context.Facts.Pods.All
            .Where(pod => pod.Endpoint.Namespace == service.Namespace && pod.Endpoint.Node.Length > 0 && service.Selector!.Matches(pod.Endpoint.Labels))
            .DistinctBy(pod => (pod.Ingress.Id, pod.Party.AddressClass, pod.Endpoint.Node));
        foreach (GovernedPod backend in backends)
        {
            AddressClass self = graph.Classes[backend.Party.AddressClass];
            DecisionTable fromOutside = graph.Table(backend.Ingress.Id, self, context.Facts.Strangers.Outside(backend.Party.Family));
            foreach (TrafficPoint traffic in service.Ports.Where(port => port.NodePort != 0).SelectMany(port => ExposedPorts.PointsOf(port, backend.Endpoint)))
            {
                if (fromOutside.Find(traffic).Outcome != Outcome.Deny)
                {
                    continue;
                }

                foreach (Party node in nodes.Where(node => node.Family == backend.Party.Family && context.Snapshot.Parties.NodeOf(node) is { Length: > 0 } name && name != backend.Endpoint.Node))
                {
                    Decision[] seen = [.. context.Snapshot.Halves.SourcesSeen(node, backend.Party).Select(shown => graph.Decide(backend.Ingress.Id, backend.Party.AddressClass, shown.AddressClass, traffic))];
                    if (seen.Length > 0 && Array.TrueForAll(seen, decision => decision is { Outcome: Outcome.Allow, Policy: not null }))
                    {
                        return seen[0];
                    }
                }
            }
        }

        return null;
    }
}
