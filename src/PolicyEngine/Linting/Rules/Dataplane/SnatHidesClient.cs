using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8010: rules for clients whose addresses the backends never see.</summary>
internal sealed class SnatHidesClient : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP8010", "snat-hides-client", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Services | LintNeeds.Nodes)
    {
        Title = "a rule for clients does not match what comes through other nodes",
        Precision = LintPrecision.Medium,
        Explanation = """
            The rule allows blocks outside the cluster on pods behind a service that is reached from outside (`NodePort` or `LoadBalancer` with
            `externalTrafficPolicy: Cluster`). A node that does not run the backend puts its own address in the place of the client's, and
            no rule allows the nodes: clients are let in through the backend's own node, and denied through any other.
            `externalTrafficPolicy: Local` keeps the client's address.
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
          ingress: [{from: [{ipBlock: {cidr: 198.51.100.0/24}}], ports: [{port: 8080}]}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Service[] services = context.Model.Profile.KeepsSourcesAtNodePorts ? []
            : [.. context.Model.Services.Where(service => service is { IsExternalTrafficLocal: false, Selector: not null } && ExposedPorts.IsExposed(context, service))];
        AddressSet inside = AddressSet.FromAddresses(context.Model.Endpoints.SelectMany(endpoint => endpoint.Addresses))
            .Union(AddressSet.FromPrefixes(context.Model.IpPools.Select(pool => pool.Cidr)))
            .Union(context.Snapshot.Nodes.AllAddresses);
        foreach (Policy policy in services.Length == 0 ? [] : context.Policies.Where(policy => policy is { IsStaged: false, Stage: PolicyStage.Normal } && policy.Governs.HasFlag(Directions.Ingress)))
        {
            foreach (Rule rule in policy.Ingress.Where(rule => rule is { Action: RuleAction.Allow, Fault: null, Source: { Nets: not null, Selector: null } }))
            {
                AddressSet blocks = rule.Source.NotNets is { } except ? rule.Source.Nets!.Subtract(except) : rule.Source.Nets!;
                if (blocks.Subtract(inside).Lowest is { } client && Hiding(context, policy, rule, client, services) is { } service)
                {
                    yield return Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` allows clients by their addresses, which backends of `Service/{service.Namespace}/{service.Name}` do not see where clients come through another node") with
                    {
                        Hint = "set `externalTrafficPolicy: Local`, or allow the addresses of nodes",
                        Related = [new RelatedPlace(service.Span, "the service")],
                    };
                }
            }
        }
    }

    /// <summary>The first service through which clients are denied that the rule means to allow.</summary>
    private static Service? Hiding(LintContext context, Policy policy, Rule rule, IpAddress client, Service[] services)
    {
        PolicySnapshot snapshot = context.Snapshot;
        Party source = snapshot.PartyAt(client);
        GovernedPod[] pods = [.. context.Facts.Pods.Subjects(policy)
            .Where(pod => pod.Party.Family == client.Family && pod.Endpoint.Node.Length > 0)
            .DistinctBy(pod => (pod.Ingress.Id, pod.Party.AddressClass, pod.Endpoint.Node, pod.Endpoint.Labels))];
        Node[] nodes = [.. context.Model.Nodes.Where(node => node.AddressIn(client.Family) is not null)];
        return Array.Find(services, service => pods
            .Where(pod => pod.Endpoint.Namespace == service.Namespace && service.Selector!.Matches(pod.Endpoint.Labels))
            .Any(pod => service.Ports.SelectMany(port => ExposedPorts.PointsOf(port, pod.Endpoint)).Any(traffic =>
                IsBy(snapshot.Graph.Decide(pod.Ingress.Id, pod.Party.AddressClass, source.AddressClass, traffic), policy, rule)
                && nodes.Any(node => node.Name != pod.Endpoint.Node && snapshot.Halves.SourcesSeen(snapshot.PartyAt(node.AddressIn(client.Family)!.Value), pod.Party)
                    .All(seen => snapshot.Graph.Decide(pod.Ingress.Id, pod.Party.AddressClass, seen.AddressClass, traffic).Outcome == Outcome.Deny)))));
    }

    private static bool IsBy(Decision decision, Policy policy, Rule rule) =>
        decision.Outcome == Outcome.Allow && ReferenceEquals(decision.Policy, policy) && decision.Rule?.Path == rule.Path;
}
