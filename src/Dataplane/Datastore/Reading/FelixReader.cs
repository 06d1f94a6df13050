using PolicyEngine.Dataplane.Calico;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads those settings of the cluster's FelixConfiguration that move packets; those that policies ask for too come from the model.</summary>
internal static class FelixReader
{
    private const int HighestVni = (1 << 24) - 1;

    public static CalicoSettings Read(Fields spec, CalicoSettings known) => known with
    {
        VxlanVni = (int)(spec.Number("vxlanVNI", 0, HighestVni) ?? known.VxlanVni),
        FelixRoutes = ClusterRouteWords.Read(spec) ?? known.FelixRoutes,
        NatOutgoingAddress = spec.Address("natOutgoingAddress"),
        NatPortRange = spec.Text("natPortRange")?.Replace(':', '-'),
        IpipMtu = Mtu(spec, "ipipMTU"),
        VxlanMtuV4 = Mtu(spec, "vxlanMTU"),
        VxlanMtuV6 = Mtu(spec, "vxlanMTUV6"),
        WireguardMtu = Mtu(spec, "wireguardMTU"),
        WireguardMtuV6 = Mtu(spec, "wireguardMTUV6"),
        WireguardEnabled = spec.Flag("wireguardEnabled") ?? false,
        WireguardEnabledV6 = spec.Flag("wireguardEnabledV6") ?? false,
    };

    // Zero leaves the choice to Felix.
    private static int? Mtu(Fields spec, string field) => spec.Number(field, 0, ushort.MaxValue) is > 0 and var mtu ? (int)mtu : null;
}
