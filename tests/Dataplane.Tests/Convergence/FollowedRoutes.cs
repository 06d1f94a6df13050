using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Convergence;

/// <summary>The routes of a node's Felix that hears only what changes from one state of the datastore to the next.</summary>
internal sealed class FollowedRoutes(string local)
{
    private readonly RouteFeed _feed = new(local);
    private ClusterNetwork _last = new();

    /// <summary>
    /// What the kernel gets. What Felix notes of a borrowed address may differ: it does not look at it again when the block
    /// around it loses its owner.
    /// </summary>
    public string Text
    {
        get
        {
            FelixRoutes felix = new(local, ClusterRoutes.Both, static _ => "eth0", new VtepTable(_last.Nodes).Of);
            return string.Join('\n', _feed.Routes.Values.Select(felix.Of).OfType<Route>());
        }
    }

    public void Hear(ClusterNetwork next)
    {
        foreach (string name in _last.Nodes.Concat(next.Nodes).Select(node => node.Name).Distinct(StringComparer.Ordinal))
        {
            _feed.PutNode(name, next.Nodes.FirstOrDefault(node => node.Name == name));
        }

        foreach (AddressPool pool in next.Pools)
        {
            _feed.PutPool(pool.Cidr, Encapsulations.PartOf(pool));
        }

        foreach (IpPrefix gone in _last.Blocks.Select(block => block.Cidr).Except(next.Blocks.Select(block => block.Cidr)))
        {
            _feed.RemoveBlock(gone);
        }

        foreach (ClusterBlock block in next.Blocks)
        {
            _feed.PutBlock(block.Cidr, block.Node, block.Holders);
        }

        foreach ((string name, IpAddress _) in WorkloadsOf(_last).Except(WorkloadsOf(next)))
        {
            _feed.PutWorkload(name, null);
        }

        foreach ((string name, IpAddress address) in WorkloadsOf(next))
        {
            _feed.PutWorkload(name, (address, local));
        }

        _last = next;
    }

    private IEnumerable<(string Name, IpAddress Address)> WorkloadsOf(ClusterNetwork cluster) =>
        from pod in cluster.Pods where pod.Node == local from address in pod.Addresses select ($"{pod.Stack} {address.Family}", address);
}
