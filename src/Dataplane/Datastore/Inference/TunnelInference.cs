using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>
/// Chooses addresses for tunnels where no node tells its own: those that blocks hold for them, else those that the policies' own
/// model knows, else ones from the end of a pool with the tunnel's encapsulation, which pods take last.
/// </summary>
internal sealed class TunnelInference(ClusterNetwork told, StoredIpam ipam, Assumptions assumptions)
{
    private readonly HashSet<IpAddress> _taken = [.. told.Pods.SelectMany(pod => pod.Addresses), .. ipam.Blocks.SelectMany(block => block.InUse, (_, held) => held.Key)];
    private readonly HashSet<IpPrefix> _blocks = [.. told.Blocks.Select(block => block.Cidr)];
    private readonly Dictionary<AddressPool, List<IpAddress>> _ends = [];

    /// <summary>The address of a node's IPIP interface; null where no pool asks for one.</summary>
    public IpAddress? Ipip(Node node, int number) =>
        Held(node, TunnelKind.Ipip) ?? Of(node, told.Pools.FirstOrDefault(pool => pool.Ipip != EncapsulationMode.Never && pool.Cidr.Family == IpFamily.V4), number);

    /// <summary>The address of a node's VXLAN interface in a family; null where no pool asks for one.</summary>
    public IpAddress? Vxlan(Node node, IpFamily family, int number) =>
        Held(node, family == IpFamily.V4 ? TunnelKind.Vxlan : TunnelKind.VxlanV6)
        ?? Of(node, told.Pools.FirstOrDefault(pool => pool.Vxlan != EncapsulationMode.Never && pool.Cidr.Family == family), number);

    /// <summary>The address that a block holds for a tunnel of a node; null where none does.</summary>
    private IpAddress? Held(Node node, TunnelKind kind)
    {
        IpAddress? held = ipam.Blocks
            .SelectMany(block => block.InUse)
            .Where(held => held.Value.Attributes.Tunnel == kind && held.Value.Attributes.Node == node.Name)
            .Select(held => (IpAddress?)held.Key)
            .FirstOrDefault();
        if (held is not null)
        {
            assumptions.Add("the address of the node's tunnel is taken to be the one that a block holds for it", node.Name);
        }

        return held;
    }

    private IpAddress? Of(Node node, AddressPool? pool, int number)
    {
        if (pool is null)
        {
            return null;
        }

        IEnumerable<IpAddress> known = node.TunnelAddresses.Where(address => address.Family == pool.Cidr.Family && (pool.Cidr.Contains(address) || !told.Pools.Any(other => other.Cidr.Contains(address))));
        foreach (IpAddress own in known)
        {
            return own;
        }

        if (AtEnd(pool, number) is not { } assumed)
        {
            return null;
        }

        assumptions.Add("the address of the node's tunnel is taken to be one from the end of the pool", node.Name);
        return assumed;
    }

    /// <summary>The address of a number that nobody has and that are in no block, counted from the pool's last; null where it has fewer.</summary>
    private IpAddress? AtEnd(AddressPool pool, int number)
    {
        if (!_ends.TryGetValue(pool, out List<IpAddress>? ends))
        {
            _ends[pool] = ends = [.. FromEnd(pool.Cidr).Where(address => !_taken.Contains(address) && !_blocks.Contains(pool.BlockOf(address))).Take(told.Nodes.Length)];
        }

        return number < ends.Count ? ends[number] : null;
    }

    // The first address of a pool is nobody's.
    private static IEnumerable<IpAddress> FromEnd(IpPrefix range)
    {
        for (UInt128 ordinal = range.LastOrdinal(); ordinal > 0; ordinal--)
        {
            yield return range.AddressAt(ordinal);
        }
    }
}
