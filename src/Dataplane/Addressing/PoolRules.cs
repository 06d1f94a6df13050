using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>What a pool must satisfy, alone and beside the others.</summary>
internal static class PoolRules
{
    private static readonly IpPrefix LinkLocalV4 = IpPrefix.Of(IpAddress.V4(0xA9FE0000), 16);
    private static readonly IpPrefix LinkLocalV6 = IpPrefix.Of(IpAddress.V6((UInt128)0xFE80 << 112), 10);

    /// <summary>The first rule that <paramref name="pool"/> breaks; null if none.</summary>
    public static IpamError? Check(AddressPool pool, IEnumerable<AddressPool> others)
    {
        (int lowest, int highest) = pool.Cidr.Family == IpFamily.V4 ? (20, 32) : (116, 128);
        if (pool.BlockSize < lowest || pool.BlockSize > highest)
        {
            return Broken(pool, $"block size {pool.BlockSize} is not between {lowest} and {highest}");
        }

        if (pool.Cidr.Length > pool.BlockSize)
        {
            return Broken(pool, $"{pool.Cidr} is smaller than a block");
        }

        if (Overlap(pool.Cidr, LinkLocalV4) || Overlap(pool.Cidr, LinkLocalV6))
        {
            return Broken(pool, $"{pool.Cidr} overlaps link-local addresses");
        }

        foreach (AddressPool other in others)
        {
            if (other.Name == pool.Name ? other.Cidr != pool.Cidr || other.BlockSize != pool.BlockSize : Overlap(other.Cidr, pool.Cidr))
            {
                return Broken(pool, other.Name == pool.Name ? "range and block size never change" : $"{pool.Cidr} overlaps pool {other.Name}");
            }
        }

        return null;
    }

    private static bool Overlap(IpPrefix left, IpPrefix right) => left.Covers(right) || right.Covers(left);

    private static IpamError Broken(AddressPool pool, string why) => new(IpamErrorKind.InvalidPool, $"pool {pool.Name}: {why}");
}
