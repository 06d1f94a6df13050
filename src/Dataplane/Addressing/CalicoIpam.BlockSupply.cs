using PolicyEngine.Dataplane.Addressing.Claiming;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    /// <summary>The blocks that a request takes from, one after another: the owner's, claimed ones, and at last those of others.</summary>
    private sealed class BlockSupply(CalicoIpam ipam, PoolChoice choice, HostReservation? reservation)
    {
        private readonly Queue<IpPrefix> _own = new(choice.Blocks);

        private AffinityOwner Owner => choice.Owner;

        /// <summary>A block of the owner with a free address, claimed if need be; null if there is none.</summary>
        public AddressBlock? Next(bool mayClaim, out bool claimed)
        {
            claimed = false;
            while (_own.TryDequeue(out IpPrefix cidr))
            {
                if (ipam.Find(cidr) is { } block && block.HasFree(ipam._reserved))
                {
                    return block;
                }
            }

            if (!mayClaim || (FirstUnclaimed() ?? FirstReclaimable()) is not { } found)
            {
                return null;
            }

            claimed = true;
            return ipam.Claim(found, Owner, reservation);
        }

        /// <summary>The existing blocks of the pools that are not the owner's, in the order of the walk.</summary>
        public IEnumerable<AddressBlock> Foreign() => choice.Pools.SelectMany(Existing).Where(block => block.Owner != Owner);

        private IpPrefix? FirstUnclaimed()
        {
            foreach (AddressPool pool in choice.Pools)
            {
                foreach (IpPrefix cidr in Walk(pool).Blocks())
                {
                    if (!ipam._blocks.ContainsKey(cidr) && !ipam._reserved.Cover(cidr))
                    {
                        return cidr;
                    }
                }
            }

            return null;
        }

        private IpPrefix? FirstReclaimable() =>
            Foreign().FirstOrDefault(block => block.Owner is not null && block.IsEmpty && ipam._now - block.ClaimedAt >= ReclaimAge
                && !ipam._reserved.Cover(block.Cidr))?.Cidr;

        private List<AddressBlock> Existing(AddressPool pool)
        {
            BlockWalk walk = Walk(pool);
            List<IpPrefix> cidrs = [.. ipam._blocks.Keys.Where(cidr => pool.Cidr.Covers(cidr)).OrderBy(walk.StepsTo)];
            return cidrs.ConvertAll(cidr => ipam.Find(cidr)!);
        }

        private BlockWalk Walk(AddressPool pool) => new(pool.Cidr, pool.BlockSize, Owner.Name);
    }
}
