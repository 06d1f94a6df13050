using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    /// <summary>The pools that serve a request, in order, and the blocks its owner has in them, in the order of use.</summary>
    private sealed record PoolChoice(AffinityOwner Owner, IReadOnlyList<AddressPool> Pools, IReadOnlyList<IpPrefix> Blocks);

    private IpamError? Choose(AssignRequest request, IpFamily family, out PoolChoice? choice)
    {
        choice = null;
        bool isVirtual = request.Use == AddressUses.LoadBalancer;
        LabelSet? labels = null;
        if (!isVirtual && !_nodes.TryGetValue(request.Node, out labels))
        {
            return new(IpamErrorKind.NodeNotFound, $"node {request.Node} does not exist");
        }

        if (Candidates(request, family, labels, out List<AddressPool> pools) is { } error)
        {
            return error;
        }

        AffinityOwner owner = isVirtual ? AffinityOwner.LoadBalancer : new(request.Node);
        pools.RemoveAll(pool => !pool.AllowedUses.HasFlag(request.Use));
        if (pools.Count == 0)
        {
            return new(IpamErrorKind.NoUsablePool, $"no pool allows the use {request.Use}");
        }

        List<AddressBlock> blocks = BlocksOf(owner).FindAll(block => block.Cidr.Family == family);
        blocks.ForEach(ReleaseIfUnselected);
        choice = new(owner, pools, [.. blocks.Select(block => block.Cidr).Where(cidr => _blocks.ContainsKey(cidr) && pools.Exists(pool => pool.Cidr.Covers(cidr)))]);
        return null;
    }

    private IpamError? Candidates(AssignRequest request, IpFamily family, LabelSet? labels, out List<AddressPool> pools)
    {
        pools = [];
        foreach (IpPrefix cidr in family == IpFamily.V4 ? request.V4Pools : request.V6Pools)
        {
            if (cidr.Family != family)
            {
                return new(IpamErrorKind.PoolFamilyMismatch, $"pool {cidr} is of the other family");
            }

            if (_pools.Values.FirstOrDefault(pool => pool.Cidr == cidr && !pool.Disabled) is not { } named)
            {
                return new(IpamErrorKind.PoolNotFound, $"pool {cidr} does not exist or is disabled");
            }

            pools.Add(named);
        }

        if (pools.Count == 0)
        {
            pools.AddRange(_pools.Values.Where(pool => pool.Cidr.Family == family && Serves(pool, request, labels)));
        }

        int bits = family == IpFamily.V4 ? 32 : 128;
        pools.RemoveAll(pool => pool.BlockSize > (request.Reservation?.LongestUsefulBlock(bits) ?? bits));
        return pools.Count == 0 ? new(IpamErrorKind.NoUsablePool, $"no pool serves node {request.Node}") : null;
    }

    private static bool Serves(AddressPool pool, AssignRequest request, LabelSet? labels) =>
        !pool.Disabled
        && pool.AssignmentMode == AssignmentMode.Automatic
        && (labels is null || pool.NodeSelector.Matches(labels))
        && (pool.NamespaceSelector?.Matches(request.NamespaceLabels) ?? true);
}
