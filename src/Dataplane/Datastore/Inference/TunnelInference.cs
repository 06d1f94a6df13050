using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>
/// Chooses addresses for tunnels where the datastore has none of any node: those that the policies' own model knows, else ones
/// from the end of a pool with the tunnel's encapsulation, which pods take last.
/// </summary>
internal sealed class TunnelInference(ClusterNetwork told, Assumptions assumptions)
{
    private readonly HashSet<IpAddress> _taken = [.. told.Pods.SelectMany(pod => pod.Addresses)];
    private readonly Dictionary<AddressPool, List<IpAddress>> _ends = [];

    /// <summary>The address of a node's IPIP interface; null where no pool asks for one.</summary>
    public IpAddress? Ipip(Node node, int number) =>
        Of(node, told.Pools.FirstOrDefault(pool => pool.Ipip != EncapsulationMode.Never && pool.Cidr.Family == IpFamily.V4), number);

    /// <summary>The address of a node's VXLAN interface in a family; null where no pool asks for one.</summary>
    public IpAddress? Vxlan(Node node, IpFamily family, int number) =>
        Of(node, told.Pools.FirstOrDefault(pool => pool.Vxlan != EncapsulationMode.Never && pool.Cidr.Family == family), number);

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

    /// <summary>The address of a number among those that no pod has, counted from the pool's last; null where it has fewer.</summary>
    private IpAddress? AtEnd(AddressPool pool, int number)
    {
        if (!_ends.TryGetValue(pool, out List<IpAddress>? ends))
        {
            _ends[pool] = ends = [.. FromEnd(pool.Cidr).Where(address => !_taken.Contains(address)).Take(told.Nodes.Length)];
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
