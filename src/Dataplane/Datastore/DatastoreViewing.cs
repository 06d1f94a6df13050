using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore.Inference;
using PolicyEngine.Dataplane.Datastore.Reading;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>Puts views together: what documents say is read, the rest is inferred.</summary>
internal static class DatastoreViewing
{
    public static DatastoreView View(PolicyModel model, ImmutableArray<MappingNode> documents, ImmutableArray<Diagnostic> toldBefore)
    {
        DatastoreContents contents = DatastoreReader.Read(documents, model, LoadOptions.Default.DefaultNamespace);
        StoredIpam ipam = IpamOf(contents);
        ClusterNetwork told = Told(model, contents, ipam);
        TerwaySettings? terway = contents.Terway is { } settings ? settings with { Datapath = contents.TerwayChoice.Datapath } : null;
        NetworkProvider provider = ProviderOf(contents);
        Assumptions assumptions = new();
        ClusterNetwork cluster = new ClusterInference(model, contents.Settings, ipam, provider, assumptions).Complete(told) with
        {
            Services = [.. new BackendInference(model, contents, assumptions).Ports()],
        };
        cluster = contents.TellsProvider || !model.IpPools.IsEmpty ? cluster : Connected(cluster, assumptions);
        cluster = cluster with { Proxy = contents.Proxy.PodRanges.IsEmpty ? contents.Proxy with { PodRanges = new PodRangeInference(cluster, assumptions).Ranges() } : contents.Proxy };
        cluster = cluster with { Entrances = new EntranceInference(cluster, provider, assumptions).Entrances() };
        cluster = terway is null ? cluster : new TerwayInference(assumptions).Complete(cluster, terway);
        if (provider == NetworkProvider.Calico && contents.RouteOwners.AssumedFor(told.Pools) is { } owners)
        {
            assumptions.Add(owners);
        }

        FlannelInference inference = new(contents, assumptions);
        FlannelConfig? flannel = provider is NetworkProvider.Flannel or NetworkProvider.Canal
            ? inference.Complete(cluster, provider)
            : contents.Flannel?.Value;
        return new DatastoreView
        {
            Told = told with { Services = cluster.Services, Proxy = contents.Proxy },
            Cluster = cluster,
            Settings = contents.Settings,
            Ipam = ipam,
            Flannel = flannel,
            FlannelMasquerade = inference.Masquerade(provider),
            Terway = terway,
            Provider = provider,
            Assumptions = assumptions.ToImmutable(),
            Diagnostics = NotYetTold(contents.Diagnostics, toldBefore),
            Places = contents.Places,
        };
    }

    /// <summary>A cluster of which nothing tells how pods reach one another: somebody sees to it.</summary>
    private static ClusterNetwork Connected(ClusterNetwork cluster, Assumptions assumptions)
    {
        assumptions.Add("who connects pods is not told; the network between nodes is taken to know where pods are");
        return cluster with { IsRouterPeered = true };
    }

    private static NetworkProvider ProviderOf(DatastoreContents contents) =>
        contents.Terway is not null ? NetworkProvider.Terway
        : !contents.HasCanal && (contents.HasCalico || !contents.HasFlannel) ? NetworkProvider.Calico
        : contents.HasCanal || contents.HasFelix ? NetworkProvider.Canal
        : NetworkProvider.Flannel;

    private static ClusterNetwork Told(PolicyModel model, DatastoreContents contents, StoredIpam ipam) => new()
    {
        Nodes = [.. model.Nodes.Select(node => contents.Node(node.Name) with { Labels = node.Labels })],
        // What was taken out of an input is in its documents still, but not in the model.
        Pools = [.. model.IpPools.Select(pool => contents.Pools.GetValueOrDefault(pool.Name) ?? PoolOf(pool))],
        Pods = [.. model.Endpoints.Where(IsConnected).Select(PodOf)],
        Blocks = [.. ipam.BlocksForRoutes],
        BgpPeers = [.. contents.BgpPeers.Values],
        Bgp = contents.Bgp,
        PodMtu = contents.PodMtu,
    };

    private static StoredIpam IpamOf(DatastoreContents contents) => new()
    {
        Config = contents.IpamConfig,
        Blocks = [.. contents.Blocks.Values.OrderBy(block => block.Cidr.First).ThenBy(block => block.Cidr.Length)],
        Affinities = [.. contents.Affinities.Values],
        Handles = [.. contents.Handles.Values],
        Reserved = [.. contents.Reserved],
    };

    private static AddressPool PoolOf(IpPool pool) => new(pool.Name, pool.Cidr)
    {
        Ipip = pool.Ipip,
        Vxlan = pool.Vxlan,
        NatOutgoing = pool.NatOutgoing,
        AllowedUses = pool.IsForLoadBalancersOnly ? AddressUses.LoadBalancer : AddressUses.Workload | AddressUses.Tunnel,
    };

    private static bool IsConnected(Endpoint endpoint) => endpoint is { Kind: EndpointKind.Pod, Node.Length: > 0, Addresses.IsEmpty: false };

    private static ClusterPod PodOf(Endpoint pod) => new(pod.Namespace, pod.Name, pod.Node, [.. pod.Addresses.DistinctBy(address => address.Family)])
    {
        InterfaceName = pod.InterfaceName.Length > 0 ? pod.InterfaceName : null,
    };

    /// <summary>What the loading has not told of the same place.</summary>
    private static ImmutableArray<Diagnostic> NotYetTold(List<Diagnostic> own, ImmutableArray<Diagnostic> told)
    {
        HashSet<SourceSpan> places = [.. told.Select(diagnostic => diagnostic.Span)];
        return [.. own.Where(diagnostic => !places.Contains(diagnostic.Span))];
    }
}
