using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8009: rules for addresses of nodes whose traffic arrives from a tunnel.</summary>
internal sealed class TunnelSource : ILintRule
{
    // Nodes and pods that rules and pools do not tell apart are looked at once; beyond these many nobody looks for a first example.
    private const int MaxTried = 50;

    public LintRuleDescriptor Descriptor { get; } = new("NP8009", "tunnel-source", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Nodes | LintNeeds.Pools)
    {
        Title = "traffic of nodes arrives from the address of a tunnel",
        Precision = LintPrecision.High,
        Explanation = """
            The rule allows the addresses of nodes, and what a node, or a pod on its network, sends to pods of other nodes goes through a tunnel
            (VXLAN, IP in IP or WireGuard) and shows the address of that, which no rule allows. Metrics collected from the host network and
            webhooks called by API servers fail, from some nodes only. Allow the tunnels' addresses too, which lie in the pool.
            """,
        Wrong = Example + """
          ingress: [{from: [{ipBlock: {cidr: 192.168.10.0/24}}], ports: [{port: 9121}]}]
        """,
        Right = Example + """
          ingress: [{from: [{ipBlock: {cidr: 192.168.10.0/24}}, {ipBlock: {cidr: 10.244.0.0/16}}], ports: [{port: 9121}]}]
        """,
    };

    private const string Example = """
        apiVersion: projectcalico.org/v3
        kind: IPPool
        metadata: {name: main}
        spec: {cidr: 10.244.0.0/16, vxlanMode: Always}
        ---
        apiVersion: projectcalico.org/v3
        kind: Node
        metadata: {name: w3}
        spec: {bgp: {ipv4Address: 192.168.10.13/24}, ipv4VXLANTunnelAddr: 10.244.3.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
        spec: {nodeName: w2}
        status: {podIP: 10.244.2.30}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: redis}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Node[] tunnelled = [.. context.Model.Nodes.Where(node => !node.TunnelAddresses.IsEmpty && !node.Addresses.IsEmpty)];
        foreach (Policy policy in tunnelled.Length == 0 ? [] : context.Policies.Where(policy => policy is { IsStaged: false, Stage: PolicyStage.Normal } && policy.Governs.HasFlag(Directions.Ingress)))
        {
            foreach (Rule rule in policy.Ingress.Where(rule => rule is { Action: RuleAction.Allow, Fault: null, Source: { Nets: not null, Selector: null } }))
            {
                if (Hidden(context, policy, rule, tunnelled) is { } hidden)
                {
                    yield return Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` allows addresses of nodes, and what nodes send to pods of other nodes shows the address of a tunnel, which nothing allows") with
                    {
                        Hint = "allow the addresses of tunnels too",
                        Related = [new RelatedPlace(hidden.Node.Span, $"`Node/{hidden.Node.Name}` shows {hidden.Tunnel} to `{hidden.Pod.Target.ObjectName}`")],
                    };
                }
            }
        }
    }

    private static (Node Node, IpAddress Tunnel, GovernedPod Pod)? Hidden(LintContext context, Policy policy, Rule rule, Node[] nodes)
    {
        PolicySnapshot snapshot = context.Snapshot;
        if (rule.TrafficByNumber().Lowest is not { } traffic)
        {
            return null;
        }

        Node[] allowed = [.. nodes.Where(node => node.Addresses.Any(address => rule.Source.Nets!.Contains(address) && rule.Source.NotNets?.Contains(address) != true)).Take(MaxTried)];
        IEnumerable<GovernedPod> pods = allowed.Length == 0 ? [] : context.Facts.Pods.Subjects(policy)
            .Where(pod => pod.Party.Address is not null && pod.Endpoint.Node.Length > 0)
            .DistinctBy(pod => (pod.Ingress.Id, pod.Party.AddressClass, pod.Endpoint.Node))
            .Take(MaxTried);
        foreach (GovernedPod pod in pods)
        {
            foreach (Node node in allowed.Where(node => node.Name != pod.Endpoint.Node))
            {
                foreach (Party sender in node.Addresses.Where(address => address.Family == pod.Party.Family && rule.Source.Nets!.Contains(address)).Select(address => snapshot.PartyAt(address)))
                {
                    Party[] seen = [.. snapshot.Halves.SourcesSeen(sender, pod.Party)];
                    if (seen is [{ Address: { } shown }] && shown != sender.Address && !snapshot.Halves.WouldAdmit(pod.Party, seen[0], traffic)
                        && IsBy(snapshot.Graph.Decide(pod.Ingress.Id, pod.Party.AddressClass, sender.AddressClass, traffic), policy, rule))
                    {
                        return (node, shown, pod);
                    }
                }
            }
        }

        return null;
    }

    private static bool IsBy(Decision decision, Policy policy, Rule rule) =>
        decision.Outcome == Outcome.Allow && ReferenceEquals(decision.Policy, policy) && decision.Rule?.Path == rule.Path;
}
