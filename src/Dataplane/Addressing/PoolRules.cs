using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>What a pool must satisfy, alone and beside the others.</summary>
internal static class PoolRules
{
    private static readonly IpPrefix LinkLocalV4 = IpPrefix.Of(IpAddress.V4(0xA9FE0000), 16);
    private static readonly IpPrefix LinkLocalV6 = IpPrefix.Of(IpAddress.V6((UInt128)0xFE80 << 112), 10);

    /// <summary>The first rule that <paramref name="pool"/> breaks; null if none.</summary>
    public static IpamError? Check(AddressPool pool, IEnumerable<AddressPool> others, IEnumerable<IpPrefix> blocks) =>
        CheckRange(pool) ?? CheckUses(pool) ?? CheckOthers(pool, others) ?? CheckBlocks(pool, blocks);

    private static IpamError? CheckRange(AddressPool pool)
    {
        (int lowest, int highest) = pool.Cidr.Family == IpFamily.V4 ? (20, 32) : (116, 128);
        if (pool.BlockSize < lowest || pool.BlockSize > highest)
        {
            return Broken(pool, $"block size {pool.BlockSize} is not between {lowest} and {highest}");
        }

        if (!pool.Disabled && pool.Cidr.Length > pool.BlockSize)
        {
            return Broken(pool, $"{pool.Cidr} is smaller than a block");
        }

        return Overlap(pool.Cidr, LinkLocalV4) || Overlap(pool.Cidr, LinkLocalV6)
            ? Broken(pool, $"{pool.Cidr} overlaps link-local addresses")
            : null;
    }

    private static IpamError? CheckUses(AddressPool pool)
    {
        if (Names(pool.NodeSelector) || (pool.NamespaceSelector is { } selector && Names(selector)))
        {
            return Broken(pool, "a selector of a pool has no global()");
        }

        if (pool.AllowedUses.HasFlag(AddressUses.LoadBalancer) && (pool.AllowedUses != AddressUses.LoadBalancer || !pool.NodeSelector.IsAll))
        {
            return Broken(pool, "a pool for load balancers has no other use and serves all nodes");
        }

        return pool.AllowedUses.HasFlag(AddressUses.Tunnel) && pool.NamespaceSelector is not null
            ? Broken(pool, "a pool for tunnels has no namespace selector")
            : null;
    }

    private static IpamError? CheckOthers(AddressPool pool, IEnumerable<AddressPool> others)
    {
        foreach (AddressPool other in others)
        {
            if (other.Name == pool.Name ? other.Cidr != pool.Cidr || other.BlockSize != pool.BlockSize : Overlap(other.Cidr, pool.Cidr))
            {
                return Broken(pool, other.Name == pool.Name ? "range and block size never change" : $"{pool.Cidr} overlaps pool {other.Name}");
            }
        }

        return null;
    }

    private static IpamError? CheckBlocks(AddressPool pool, IEnumerable<IpPrefix> blocks)
    {
        foreach (IpPrefix block in blocks.Where(block => block.Length != pool.BlockSize))
        {
            return Broken(pool, $"block {block} in its range has another size");
        }

        return null;
    }

    private static bool Names(Selector selector) => !selector.ReplaceGlobal(Selector.All).Equals(selector);

    private static bool Overlap(IpPrefix left, IpPrefix right) => left.Covers(right) || right.Covers(left);

    private static IpamError Broken(AddressPool pool, string why) => new(IpamErrorKind.InvalidPool, $"pool {pool.Name}: {why}");
}
