using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>What the network of a cluster is made of, as its datastore says it.</summary>
public sealed record ClusterNetwork
{
    /// <summary>The nodes.</summary>
    public ImmutableArray<ClusterNode> Nodes { get; init; } = [];

    /// <summary>The pools that pods get their addresses from.</summary>
    public ImmutableArray<AddressPool> Pools { get; init; } = [];

    /// <summary>The blocks that nodes took of the pools.</summary>
    public ImmutableArray<ClusterBlock> Blocks { get; init; } = [];

    /// <summary>The pods on the pod network; those on their nodes' network are the nodes.</summary>
    public ImmutableArray<ClusterPod> Pods { get; init; } = [];

    /// <summary>The ports of Services. Of one with several cluster addresses those of the first, its <c>clusterIP</c>, stand first.</summary>
    public ImmutableArray<ProxiedPort> Services { get; init; } = [];

    /// <summary>The addresses of Services that packets from outside reach the cluster by, each with the node they are sent to whatever BGP tells.</summary>
    public ImmutableSortedDictionary<IpAddress, string> Entrances { get; init; } = ImmutableSortedDictionary<IpAddress, string>.Empty;

    /// <summary>The settings of kube-proxy; null where it does not run.</summary>
    public ProxySettings? Proxy { get; init; } = new();

    /// <summary>Whom the nodes speak BGP with besides one another.</summary>
    public ImmutableArray<BgpPeer> BgpPeers { get; init; } = [];

    /// <summary>What holds for BGP in the whole cluster.</summary>
    public BgpConfiguration Bgp { get; init; } = BgpConfiguration.Default;

    /// <summary>Whether the router between the nodes' subnets knows where all pods are that are announced at all. Otherwise it knows what BGPPeers outside the cluster are told.</summary>
    public bool IsRouterPeered { get; init; }

    /// <summary>The largest packet that the network between nodes takes, in octets.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>The largest packet that pods' interfaces take where it is set; null for what encapsulation leaves.</summary>
    public int? PodMtu { get; init; }

    /// <summary>The network of a cluster as far as a policy model tells it; what it does not tell is inferred (<see cref="DatastoreView.Of(PolicyModel)"/>).</summary>
    public static ClusterNetwork Of(PolicyModel model) => DatastoreView.Of(model).Cluster;
}
