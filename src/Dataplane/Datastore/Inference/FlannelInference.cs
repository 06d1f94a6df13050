using System.Collections.Immutable;
using PolicyEngine.Dataplane.Datastore.Reading;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Completes how Flannel is set up where its configuration is not given, and looks whether that works on the nodes.</summary>
internal sealed class FlannelInference(DatastoreContents contents, Assumptions assumptions)
{
    /// <summary>The configuration; null where it is given and cannot be read.</summary>
    public FlannelConfig? Complete(ClusterNetwork cluster, NetworkProvider provider)
    {
        assumptions.Add(provider == NetworkProvider.Canal
            ? "the network between nodes is Flannel's; pods are connected by Calico, which enforces policies"
            : "the network is Flannel's, and nothing enforces policies");
        FlannelConfig? config = contents.Flannel is { } given ? given.Value : Guess(cluster);
        if (config is not null && FlannelCluster.Of(cluster, config, MasqueradeVariant.Iptables).Error is { } error)
        {
            DiagnosticDescriptor fails = DatastoreDiagnostics.FlannelFails;
            contents.Diagnostics.Add(new Diagnostic(fails, contents.FlannelSpan, $"Flannel does not work on {error.Message}", fails.Hint));
        }

        return config;
    }

    /// <summary>Who masquerades: the daemons where they are not told otherwise, else what connects the pods.</summary>
    public MasqueradeVariant Masquerade(NetworkProvider provider)
    {
        if (contents.FlannelMasquerades != false)
        {
            return MasqueradeVariant.Iptables;
        }

        if (provider != NetworkProvider.Flannel || contents.BridgeMasquerades == false)
        {
            return MasqueradeVariant.None;
        }

        if (contents.BridgeMasquerades is null)
        {
            assumptions.Add("Flannel's daemons run without `--ip-masq`; the bridge plugin is taken to masquerade in their place, as Flannel's CNI plugin has it");
        }

        return MasqueradeVariant.BridgePlugin;
    }

    private FlannelConfig Guess(ClusterNetwork cluster)
    {
        FlannelConfig guess = new()
        {
            V4 = Network(cluster, IpFamily.V4),
            V6 = Network(cluster, IpFamily.V6),
            Backend = new FlannelBackendConfig { Type = TypeOf(cluster.Nodes) },
        };
        string networks = string.Join(", ", new[] { guess.V4, guess.V6 }.Where(network => network.Enabled).Select(network => $"{network.Cidr}"));
        assumptions.Add($"Flannel's configuration is not given; its backend is taken to be `{guess.Backend.Type}`, its network {networks}");
        return guess;
    }

    private FlannelSubnets Network(ClusterNetwork cluster, IpFamily family)
    {
        IpPrefix[] subnets = [.. cluster.Nodes.SelectMany(node => node.PodCidrs).Where(subnet => subnet.Family == family)];
        IpPrefix? range = contents.Proxy.PodRanges.Where(range => range.Family == family).Select(range => (IpPrefix?)range).FirstOrDefault();
        return new FlannelSubnets(family) { Enabled = subnets.Length > 0, Cidr = subnets.Length > 0 ? range ?? Around(subnets) : null };
    }

    private static IpPrefix Around(IpPrefix[] subnets)
    {
        IpPrefix around = subnets[0];
        foreach (IpPrefix subnet in subnets)
        {
            while (!around.Covers(subnet))
            {
                around = IpPrefix.Of(around.First, around.Length - 1);
            }
        }

        return around;
    }

    /// <summary>The backend that most nodes tell; where none does, the one that manifests name.</summary>
    private static string TypeOf(ImmutableArray<ClusterNode> nodes) => nodes
        .Select(node => node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendType))
        .OfType<string>()
        .GroupBy(type => type, StringComparer.Ordinal)
        .OrderByDescending(type => type.Count())
        .ThenBy(type => type.Key, StringComparer.Ordinal)
        .Select(type => type.Key)
        .FirstOrDefault("vxlan");
}
