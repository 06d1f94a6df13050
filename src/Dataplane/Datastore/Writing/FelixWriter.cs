using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore.Reading;

namespace PolicyEngine.Dataplane.Datastore.Writing;

/// <summary>Writes FelixConfigurations: that of the cluster, and one for each node with settings of its own, in full.</summary>
internal static class FelixWriter
{
    public static void Write(YamlText yaml, CalicoSettings settings)
    {
        Write(yaml, "default", settings);
        foreach ((string node, CalicoSettings own) in settings.ByNode.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Write(yaml, $"node.{node}", own);
        }
    }

    private static void Write(YamlText yaml, string name, CalicoSettings settings) => yaml
        .Document("projectcalico.org/v3", "FelixConfiguration", name)
        .Object("spec", spec => spec
            .Field("ipv6Support", settings.Ipv6Support)
            .Field("vxlanVNI", settings.VxlanVni)
            .Field("vxlanPort", settings.VxlanPort)
            .Field(ClusterRouteWords.Field, ClusterRouteWords.Write(settings.FelixRoutes))
            .Field("natOutgoingExclusions", settings.NatOutgoingExcludesHosts ? "IPPoolsAndHostIPs" : "IPPoolsOnly")
            .Field("natOutgoingAddress", settings.NatOutgoingAddress)
            .Field("natPortRange", settings.NatPortRange?.ToString() ?? "0")
            .Values("externalNodesList", [.. settings.ExternalNodes.Prefixes], range => YamlText.Scalar($"{range}"))
            .Field("ipipMTU", settings.IpipMtu ?? 0)
            .Field("vxlanMTU", settings.VxlanMtuV4 ?? 0)
            .Field("vxlanMTUV6", settings.VxlanMtuV6 ?? 0)
            .Field("wireguardMTU", settings.WireguardMtu ?? 0)
            .Field("wireguardMTUV6", settings.WireguardMtuV6 ?? 0)
            .Field("wireguardEnabled", settings.WireguardEnabled)
            .Field("wireguardEnabledV6", settings.WireguardEnabledV6)
            .Field("wireguardListeningPort", settings.WireguardPort)
            .Field("wireguardListeningPortV6", settings.WireguardPortV6)
            .Field("wireguardHostEncryptionEnabled", settings.WireguardEncryptsHosts));
}
