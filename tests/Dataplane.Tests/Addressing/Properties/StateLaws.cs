using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>What holds in every state that can be reached, crashes included.</summary>
internal static class StateLaws
{
    public static void I1(IpamSight sight) => Assert.Distinct(sight.InUse.Select(held => held.Address));

    public static void I2(IpamSight sight)
    {
        foreach (AddressBlock block in sight.State.Blocks)
        {
            AddressPool pool = Assert.Single(sight.Pools, pool => pool.Cidr.Contains(block.Cidr.First) && pool.Cidr.Contains(block.Cidr.Last));
            Assert.Equal(pool.BlockSize, block.Cidr.Length);
            Assert.All(Enumerable.Range(0, block.Size), ordinal => Assert.True(block.Cidr.Contains(block.AddressAt(ordinal))));
        }
    }

    public static void I3(IpamSight sight)
    {
        foreach ((AddressBlock left, AddressBlock right) in sight.State.Blocks.Zip(sight.State.Blocks.Skip(1)))
        {
            Assert.True(left.Cidr.Last < right.Cidr.First);
        }
    }

    public static void I4(IpamSight sight)
    {
        foreach (AddressBlock block in sight.State.Blocks)
        {
            Assert.Equal(
                Enumerable.Range(0, block.Size),
                block.Free.Concat(Enumerable.Range(0, block.Size).Where(ordinal => block.Allocations[ordinal] is not null)).Order());
        }
    }

    public static void I5(IpamSight sight)
    {
        foreach (IGrouping<IpPrefix, BlockAffinity> confirmed in sight.State.Affinities
            .Where(affinity => affinity.State is AffinityState.Confirmed or AffinityState.Unset).GroupBy(affinity => affinity.Cidr))
        {
            BlockAffinity affinity = Assert.Single(confirmed);
            Assert.Equal(affinity.Owner, sight.State.Blocks.Single(block => block.Cidr == affinity.Cidr).Owner);
        }
    }

    /// <summary>Nothing is lost to its host, which looks for its blocks by its affinities.</summary>
    public static void EveryBlockIsFound(IpamSight sight) => Assert.All(
        sight.State.Blocks.Where(block => block.Owner is not null),
        block => Assert.Contains(sight.State.Affinities, affinity => affinity.Owner == block.Owner && affinity.Cidr == block.Cidr));

    public static void I1ToI5(IpamSight sight)
    {
        I1(sight);
        I2(sight);
        I3(sight);
        I4(sight);
        I5(sight);
    }
}
