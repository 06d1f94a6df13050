using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4015: rules that let pods ask any name server.</summary>
internal sealed class DnsAnywhere : ILintRule
{
    private const ushort DnsPort = 53;

    public LintRuleDescriptor Descriptor { get; } = new("NP4015", "dns-anywhere", Severity.Note, LintNeeds.Policies)
    {
        Title = "rule lets pods ask any name server",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 3.0,
        Explanation = """
            The rule allows port 53 to every public address. Names are resolved by the cluster's own DNS; a way to any name server is a
            way to carry data out, which needs no connection that anybody watches. Allow the DNS pods (`k8s-app: kube-dns` in
            `kube-system`) and, where there is one, the node-local cache.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: dns, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{ports: [{port: 53, protocol: UDP}]}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: dns, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress:
                - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]
                  ports: [{port: 53, protocol: UDP}]
            """,
    };

    /// <summary>What name servers are asked by.</summary>
    internal static TrafficSet Dns { get; } = TrafficSet.Ports(Protocol.Udp, IntervalSet<ushort>.Of(DnsPort)).Union(TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(DnsPort)));

    public IEnumerable<Finding> Analyze(LintContext context) => context.Facts.OpenRules.All
        .Where(open => open.Direction == Directions.Egress && open.ToWorld.IsSubsetOf(Dns))
        .Select(open => Descriptor.At(open.Target, $"`{open.Policy.Name}` lets its pods ask any name server of the internet ({open.ToWorld.Describe()})") with
        {
            Hint = "allow the pods of the cluster's DNS instead",
        });
}
