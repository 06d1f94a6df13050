using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8017: pods whose packets are wrapped, and that are not told when these are too large.</summary>
internal sealed class MtuMessages : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP8017", "mtu-icmp", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Nodes | LintNeeds.Pools)
    {
        Title = "pods with wrapped packets are not told that packets are too large",
        Precision = LintPrecision.Medium,
        IsOptIn = true,
        Explanation = """
            The pods have addresses of a pool whose packets are wrapped on their way between nodes (IP in IP or VXLAN), which makes them larger.
            Where one does not fit, a node answers with ICMP "fragmentation needed" (type 3 code 4; for IPv6 "packet too big", ICMPv6
            type 2), and the policies deny that to the pods. Most implementations let it through all the same where it
            belongs to a connection that they follow: the rule is of use where they do not.
            """,
        Wrong = Example + """
          ingress:
          - {action: Allow, protocol: TCP, destination: {ports: [8080]}}
        """,
        Right = Example + """
          ingress:
          - {action: Allow, protocol: TCP, destination: {ports: [8080]}}
          - {action: Allow, protocol: ICMP, icmp: {type: 3, code: 4}}
        """,
    };

    private const string Example = """
        apiVersion: projectcalico.org/v3
        kind: IPPool
        metadata: {name: main}
        spec: {cidr: 10.244.0.0/16, vxlanMode: Always}
        ---
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
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          selector: app == 'web'
          types: [Ingress]

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        IpPool[] pools = [.. context.Model.IpPools.Where(pool => !pool.IsForLoadBalancersOnly && (pool.Ipip, pool.Vxlan) != (EncapsulationMode.Never, EncapsulationMode.Never))];
        Node[] nodes = [.. context.Model.Nodes];
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (GovernedPod pod in pools.Length == 0 ? [] : context.Facts.Pods.All)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (Party party in context.Snapshot.PartiesOf(pod.Endpoint))
            {
                if (party.Address is { } address
                    && Array.Find(pools, pool => pool.Cidr.Contains(address)) is { } pool
                    && Array.Find(nodes, node => Denies(context, node, pod, party)) is { } node
                    && told.Add(pod.Target.ObjectName))
                {
                    yield return Descriptor.At(pod.Target, $"packets of `{pod.Target.ObjectName}` are wrapped (`IPPool/{pool.Name}`), and {MessageOf(party.Family)} from other nodes is denied to it") with
                    {
                        Hint = $"allow {MessageOf(party.Family)} from nodes",
                        Related = [new RelatedPlace(pool.Span, "the pool"), new RelatedPlace(node.Span, "is not let in with it:")],
                    };
                }
            }
        }
    }

    private static bool Denies(LintContext context, Node node, GovernedPod pod, Party party) =>
        node.Name != pod.Endpoint.Node
        && node.AddressIn(party.Family) is { } address
        && context.Snapshot.Halves.Decide(party, context.Snapshot.PartyAt(address), Directions.Ingress, TooLarge(party.Family)).Outcome == Outcome.Deny;

    private static TrafficPoint TooLarge(IpFamily family) => family == IpFamily.V4 ? TrafficPoint.Icmp(Protocol.Icmp, 3, 4) : TrafficPoint.Icmp(Protocol.IcmpV6, 2, 0);

    private static string MessageOf(IpFamily family) => family == IpFamily.V4 ? "ICMP type 3 code 4 (fragmentation needed)" : "ICMPv6 type 2 (packet too big)";
}
