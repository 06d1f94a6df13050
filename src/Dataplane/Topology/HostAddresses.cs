using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>
/// Which of the addresses that Kubernetes has of nodes interfaces on a network between machines can have: not those of pods and tunnels,
/// which some controllers list too, nor those that are good for one machine or one link only.
/// </summary>
internal sealed class HostAddresses
{
    private readonly IpPrefix[] _ofPods;
    private readonly Lazy<HashSet<IpAddress>> _taken;

    public HostAddresses(ClusterNetwork cluster)
    {
        _ofPods = [.. cluster.Pools.Where(pool => pool.AllowedUses != AddressUses.LoadBalancer).Select(pool => pool.Cidr), .. cluster.Nodes.SelectMany(node => node.PodCidrs)];
        _taken = new(() => [.. cluster.Pods.SelectMany(pod => pod.Addresses), .. cluster.Nodes.SelectMany(node => node.TunnelAddresses)]);
    }

    /// <summary>Whether an interface of a node can have an address.</summary>
    public bool Include(IpAddress address) => !IsLocal(address) && !Array.Exists(_ofPods, range => range.Contains(address)) && !_taken.Value.Contains(address);

    private static bool IsLocal(IpAddress address) => address.Value == default || address.IsLoopback() || address.IsLinkLocal() || address.StaysOnLink();
}
