using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2027: a rule about the address that a pod happens to have.</summary>
internal sealed class PodAddressInPolicy : ILintRule
{
    private const string FixedAddress = "cni.projectcalico.org/ipAddrs";

    public LintRuleDescriptor Descriptor { get; } = new("NP2027", "pod-ip-in-policy", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "address of a pod as a peer",
        Precision = LintPrecision.High,
        Explanation = """
            A pod has another address when it is replaced, and its old one goes to another pod sooner or later. A rule that gives the
            address of a pod, or a part of the pool that pods' addresses are from, is right for as long as the pods of today run.
            Some implementations never match pods by address.

            Addresses that a pod asks for (`cni.projectcalico.org/ipAddrs`) stay, and are not reported.
            """,
        Wrong = Redis + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 10.244.2.30/32}}]}]
            """,
        Right = Redis + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              policyTypes: [Egress]
              egress: [{to: [{podSelector: {matchLabels: {app: redis}}}]}]
            """,
    };

    private const string Redis = """
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
        status: {podIP: 10.244.2.30}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        ClusterAddresses addresses = context.Facts.Addresses;
        IpPool[] pools = [.. context.Model.IpPools];
        foreach (Policy policy in context.Policies)
        {
            foreach ((Directions direction, Rule rule) in policy.RulesThatCount())
            {
                if (rule.Peer(direction) is not { IsByAddress: false, Nets: { } nets } side || !nets.Overlaps(addresses.Pods.All))
                {
                    continue;
                }

                foreach (IpPrefix block in side.Addresses()!.Prefixes)
                {
                    bool isOne = block.Length == block.First.BitLength;
                    if ((isOne || pools.Any(pool => IsPartOf(block, pool.Cidr)))
                        && addresses.Pods.FirstIn(block) is { } entry
                        && (!isOne || !HasFixedAddress(context, entry.Owner)))
                    {
                        yield return Descriptor.At(LintTarget.Of(policy, rule), isOne
                            ? $"`{entry.Address}` is the address of pod `{entry.Owner}` for as long as it runs"
                            : $"`{block}` is a part of the pool that pods have their addresses from, and not always the same pods") with
                        {
                            Hint = "choose the pods by their labels",
                            Related = [new RelatedPlace(entry.Owner.Span, $"pod `{entry.Owner}`")],
                        };
                    }
                }
            }
        }
    }

    private static bool IsPartOf(IpPrefix block, IpPrefix pool) => block.Family == pool.Family && block.Length > pool.Length && pool.Contains(block.First);

    private static bool HasFixedAddress(LintContext context, Endpoint pod) =>
        context.DocumentAt(pod.Span) is { } document && (ObjectHeader.Of(document).Metadata?["annotations"] as MappingNode)?[FixedAddress] is not null;
}
