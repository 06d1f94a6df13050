using System.Collections.Immutable;
using PolicyEngine;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Conversion;
using PolicyEngine.Sets;

namespace Kernel.Tests.Probing;

/// <summary>Where addresses are, seen from a node.</summary>
internal sealed class NodeMap
{
    public NodeMap(PolicySnapshot snapshot, string node)
    {
        Node = node;
        Pods = snapshot.Model.Endpoints
            .Where(endpoint => endpoint.Kind == EndpointKind.Pod && endpoint.Node == node && !endpoint.IsMissing)
            .SelectMany(endpoint => endpoint.Addresses, (endpoint, address) => KeyValuePair.Create(address, WorkloadInterface.NameOf(endpoint)))
            .ToImmutableDictionary();
        Own = [.. snapshot.Model.Nodes.Where(known => known.Name == node).SelectMany(known => known.Addresses)];
        Tunnels = [.. snapshot.Model.IpPools.Where(IsTunnelled).Select(pool => pool.Cidr)];
        Cluster = [.. snapshot.Model.Endpoints.SelectMany(endpoint => endpoint.Addresses), .. snapshot.Model.Nodes.SelectMany(known => known.Addresses)];
    }

    public string Node { get; }

    /// <summary>The node's pods' addresses and their interfaces.</summary>
    public ImmutableDictionary<IpAddress, string> Pods { get; }

    /// <summary>The node's own addresses.</summary>
    public ImmutableHashSet<IpAddress> Own { get; }

    /// <summary>Where the node sends by its tunnel.</summary>
    public ImmutableArray<IpPrefix> Tunnels { get; }

    /// <summary>The addresses of all that is in the cluster.</summary>
    public ImmutableHashSet<IpAddress> Cluster { get; }

    public bool IsHere(IpAddress address) => Pods.ContainsKey(address) || Own.Contains(address);

    /// <summary>Whether packets between two addresses, one of them elsewhere, are wrapped on the way.</summary>
    public bool IsTunnelled(IpAddress source, IpAddress destination) =>
        Cluster.Contains(source) && Tunnels.Any(net => net.Contains(destination));

    private static bool IsTunnelled(IpPool pool) => pool.Ipip != EncapsulationMode.Never || pool.Vxlan != EncapsulationMode.Never;
}
