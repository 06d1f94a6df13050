using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2026: a rule about addresses by which only services are known.</summary>
internal sealed class ServiceAddressInPolicy : ILintRule
{
    // Blocks as large as clusters have for services; larger ones are hardly written for the sake of them.
    private const int ShortestV4 = 12;
    private const int ShortestV6 = 108;

    public LintRuleDescriptor Descriptor { get; } = new("NP2026", "service-ip-in-policy", Severity.Warning, LintNeeds.Policies | LintNeeds.Services)
    {
        Title = "address of a service as a peer",
        Precision = LintPrecision.Medium,
        Explanation = """
            Policy sees packets when the service has been translated: with the address of a pod or another backend. A block of addresses
            that holds addresses of services, and none of a pod or a node, matches nothing on most implementations. Packets never
            come from the address of a service either.
            """,
        Wrong = Api + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 10.96.0.1/32}}], ports: [{port: 443}]}]
            """,
        Right = Api + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 192.168.10.5/32}}], ports: [{port: 6443}]}]
            """,
    };

    private const string Api = """
        apiVersion: v1
        kind: Service
        metadata: {name: kubernetes, namespace: default}
        spec: {clusterIP: 10.96.0.1, ports: [{port: 443, targetPort: 6443}]}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        ClusterAddresses addresses = context.Facts.Addresses;
        foreach (Policy policy in context.Policies.Where(policy => policy.Stage == PolicyStage.Normal))
        {
            var seen = new HashSet<(string, IpPrefix)>();
            foreach ((Directions direction, Rule rule) in policy.RulesThatCount())
            {
                if (Blocks(rule.Peer(direction), addresses) is { } blocks)
                {
                    foreach (IpPrefix block in blocks.Where(block => seen.Add((rule.Path, block))))
                    {
                        if (addresses.Services.FirstIn(block) is { } entry)
                        {
                            yield return Find(policy, rule, block, entry.Address, entry.Owner);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The blocks of a side that may be about services; null where it is not about addresses.</summary>
    private static IEnumerable<IpPrefix>? Blocks(PeerMatch side, ClusterAddresses addresses) => side.IsByAddress || side.Addresses() is not { } all || !all.Overlaps(addresses.Services.All) ? null
        : all.Prefixes.Where(block => block.Length >= (block.Family == IpFamily.V4 ? ShortestV4 : ShortestV6)
            && AddressSet.Of(block) is var held
            && !held.Overlaps(addresses.Pods.All)
            && !held.Overlaps(addresses.Nodes)
            && !held.Overlaps(addresses.Pools));

    private Finding Find(Policy policy, Rule rule, IpPrefix block, IpAddress address, Service service)
    {
        string name = $"`{service.Namespace}/{service.Name}`";
        string which = AddressSet.Of(block) == AddressSet.Of(address) ? $"`{address}` is the address of service {name}" : $"`{block}` holds addresses of services, such as `{address}` of {name}";
        return Descriptor.At(LintTarget.Of(policy, rule), $"{which}, which is translated before policy looks at it") with
        {
            Hint = "name what stands behind the service, on its own port",
            Related = [new RelatedPlace(service.Span, "the service")],
        };
    }
}
