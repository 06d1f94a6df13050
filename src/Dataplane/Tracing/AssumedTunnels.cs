using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>Tells where a packet showed the address of a tunnel that the input does not give, so that policies judged an address nobody knows.</summary>
internal static class AssumedTunnels
{
    /// <summary>A note for each such address among the sources on a packet's way.</summary>
    public static IEnumerable<string> NotesOn(PacketTrace trace, DatastoreView view)
    {
        HashSet<IpAddress> told = [.. view.Told.Nodes.SelectMany(TunnelsOf)];
        Dictionary<IpAddress, string> assumed = [];
        foreach (ClusterNode node in view.Cluster.Nodes)
        {
            foreach (IpAddress address in TunnelsOf(node).Where(address => !told.Contains(address)))
            {
                assumed.TryAdd(address, node.Name);
            }
        }

        return trace.Steps
            .Select(step => step.Packet.Source)
            .Distinct()
            .Where(assumed.ContainsKey)
            .Select(source => $"the address of {assumed[source]}'s tunnel is not told: {source} is assumed, and policies may decide otherwise about the real one");
    }

    private static IEnumerable<IpAddress> TunnelsOf(ClusterNode node) => new[] { node.IpipTunnel, node.VxlanTunnelV4, node.VxlanTunnelV6 }.OfType<IpAddress>();
}
