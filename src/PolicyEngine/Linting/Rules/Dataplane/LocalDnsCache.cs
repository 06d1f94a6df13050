using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8018: rules that allow DNS and not the cache on the node.</summary>
internal sealed class LocalDnsCache : ILintRule
{
    private const ushort DnsPort = 53;

    public LintRuleDescriptor Descriptor { get; } = new("NP8018", "local-dns-cache", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "DNS pods are allowed and the cache on the node is not",
        Precision = LintPrecision.High,
        Explanation = """
            The input has NodeLocal DNSCache (`node-local-dns`), at which pods resolve names: 169.254.20.10 on their own node. The rule allows the
            DNS pods of `kube-system` on UDP 53, and the address of the cache is denied to the same pods, so that they resolve nothing
            where they are told to ask it. Allow `169.254.20.10/32` on UDP and TCP 53 too.
            """,
        Wrong = Example + """
          egress: [{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}]}]
        """,
        Right = Example + """
          egress: [{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}, {ipBlock: {cidr: 169.254.20.10/32}}], ports: [{port: 53, protocol: UDP}]}]
        """,
    };

    private const string Example = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: node-local-dns, namespace: kube-system}
        spec: {template: {metadata: {labels: {k8s-app: node-local-dns}}, spec: {hostNetwork: true}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: coredns-1, namespace: kube-system, labels: {k8s-app: kube-dns}}
        status: {podIP: 10.244.1.10}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: dns, namespace: shop}
        spec:
          podSelector: {}
          policyTypes: [Egress]

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        if (!context.Model.Endpoints.Any(endpoint => endpoint.Workload == "DaemonSet/node-local-dns") || !IpAddress.TryParse("169.254.20.10", out IpAddress address))
        {
            yield break;
        }

        TrafficPoint dns = TrafficPoint.Ports(Protocol.Udp, DnsPort);
        Party cache = context.Snapshot.PartyAt(address);
        GovernedPod[] pods = [.. context.Facts.Pods.All.Where(pod => pod.Party.Family == cache.Family && !context.IsSystem(pod.Endpoint.Namespace))];
        GovernedPod? server = context.Facts.Pods.All.FirstOrDefault(pod => pod.Endpoint.Namespace == "kube-system" && pod.Endpoint.Labels["k8s-app"] == "kube-dns");
        foreach (AdmittingRule rule in server is null ? [] : AdmittingRule.Towards(context, pods, server.Party, dns))
        {
            GovernedPod[] cut = [.. rule.Pods.Where(pod => context.Snapshot.Halves.Decide(pod.Party, cache, Directions.Egress, dns).Outcome == Outcome.Deny)];
            if (cut.Length > 0)
            {
                yield return Descriptor.At(LintTarget.Of(rule.Policy, rule.Rule), $"`{rule.Policy.Name}` allows the DNS pods, and nothing allows its pods the node-local cache at {address}") with
                {
                    Hint = $"allow `{address}/32` on UDP and TCP 53 too",
                    Related = AdmittingRule.Places(cut, "does not reach the cache:"),
                };
            }
        }
    }
}
