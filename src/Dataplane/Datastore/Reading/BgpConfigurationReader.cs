using System.Collections.Immutable;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads the BGPConfiguration of the cluster.</summary>
internal static class BgpConfigurationReader
{
    public static BgpConfiguration Read(Fields spec, BgpConfiguration usual) => usual with
    {
        NodeToNodeMeshEnabled = spec.Flag("nodeToNodeMeshEnabled") ?? usual.NodeToNodeMeshEnabled,
        AsNumber = AsNumbers.Read(spec, "asNumber") ?? usual.AsNumber,
        ServiceClusterIps = Ranges(spec, "serviceClusterIPs"),
        ServiceExternalIps = Ranges(spec, "serviceExternalIPs"),
        ServiceLoadBalancerIps = Ranges(spec, "serviceLoadBalancerIPs"),
        ServiceLoadBalancerAggregation = spec.Word("serviceLoadBalancerAggregation", ("Enabled", true), ("Disabled", false)) ?? usual.ServiceLoadBalancerAggregation,
        ProgramClusterRoutes = ClusterRouteWords.Read(spec) ?? usual.ProgramClusterRoutes,
    };

    private static ImmutableArray<IpPrefix> Ranges(Fields spec, string field) => [.. spec.Objects(field).Select(entry => entry.Prefix("cidr")).OfType<IpPrefix>()];
}
