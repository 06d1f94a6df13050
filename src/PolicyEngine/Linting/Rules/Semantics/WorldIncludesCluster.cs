using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2028: a block that is meant for what lies outside holds the cluster too.</summary>
internal sealed class WorldIncludesCluster : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2028", "world-includes-cluster", Severity.Note, LintNeeds.Policies)
    {
        Title = "block of addresses holds the cluster's own",
        Precision = LintPrecision.High,
        Explanation = """
            A rule allows a block such as `0.0.0.0/0`, in which pods and nodes have their addresses as well. Calico matches those too;
            implementations that take blocks for what lies outside the cluster do not. Take the cluster's own addresses out
            (`except`) where the outside is meant, and name the pods where they are.

            Reported are blocks of all addresses of a family that the cluster uses, without exception, and blocks that hold a whole pool
            of pods' addresses, or the address of a pod, and much besides.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: internet, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: internet, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]}}]}]
            """,
    };

    // A block that holds a pod without being as wide as this is more likely about pods.
    private const int WideV4 = 8;
    private const int WideV6 = 16;

    public IEnumerable<Finding> Analyze(LintContext context) => context.Model.Profile.BlocksAreOutside ? [] : context.Policies.SelectMany(policy => policy.RulesThatCount()
        .Where(entry => entry.Rule.Action == RuleAction.Allow && entry.Rule.Peer(entry.Direction).Selector is null)
        .Select(entry => (entry.Rule, Block: HoldingCluster(context, entry.Rule.Peer(entry.Direction))))
        .Where(entry => entry.Block is not null)
        .Select(entry => Descriptor.At(LintTarget.Of(policy, entry.Rule), $"`{entry.Block}` holds addresses of the cluster's own too") with
        {
            Hint = "take the cluster's own addresses out where the outside is meant",
        })
        .DistinctBy(finding => (finding.Target, finding.Message)));

    /// <summary>The wide block in which the cluster's own addresses are allowed; null where none is.</summary>
    private static string? HoldingCluster(LintContext context, PeerMatch side)
    {
        if (side.IsByAddress || side.Nets is not { } nets || side.Addresses() is not { } allowed)
        {
            return null;
        }

        IpFamilies used = context.Snapshot.Graph.Cluster.AssumedFamilies;
        (bool v4, bool v6) = (allowed.V4.IsFull && used.HasFlag(IpFamilies.V4), allowed.V6.IsFull && used.HasFlag(IpFamilies.V6));
        if (v4 || v6)
        {
            return v4 && v6 ? "0.0.0.0/0, ::/0" : v4 ? "0.0.0.0/0" : "::/0";
        }

        ClusterAddresses addresses = context.Facts.Addresses;
        foreach (IpPrefix block in nets.Prefixes.Where(block => block.Length <= (block.Family == IpFamily.V4 ? WideV4 : WideV6)))
        {
            AddressSet held = AddressSet.Of(block).Intersect(allowed);
            if (context.Model.IpPools.Any(pool => pool.Cidr.Length > block.Length && AddressSet.Of(pool.Cidr).IsSubsetOf(held)) || held.Overlaps(addresses.Pods.All))
            {
                return block.ToString();
            }
        }

        return null;
    }
}
