using PolicyEngine.Dataplane.Terway;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads how Terway is set up: from its ConfigMap, and where pods' addresses come from by the name of its DaemonSet.</summary>
internal static class TerwayReader
{
    public static void ReadConfig(Fields data, DatastoreContents contents)
    {
        Fields plugin = data.Embedded("10-terway.conf");
        Fields interfaces = data.Embedded("eni_conf");
        contents.TerwayChoice = contents.TerwayChoice with
        {
            WantsIpVlan = string.Equals(plugin.Text("eniip_virtual_type"), "ipvlan", StringComparison.OrdinalIgnoreCase),
            StripsVlans = plugin.Text("vlan_strip_type") == "vlan",
            IsTrunk = interfaces.Flag("enable_eni_trunking") ?? false,
        };
        contents.Terway = new TerwaySettings
        {
            HostRanges = [.. Fields.RangesOf(plugin.Texts("host_stack_cidrs"))],
            IsSymmetric = plugin.Flag("symmetric_routing") ?? false,
        };
        contents.Proxy = contents.Proxy with { ServiceRanges = [.. contents.Proxy.ServiceRanges.Union(interfaces.Ranges("service_cidr"))] };
    }

    public static void ReadDaemonSet(string name, DatastoreContents contents)
    {
        TerwayIpType? type = name switch
        {
            "terway" => TerwayIpType.VpcIp,
            "terway-eni" => TerwayIpType.VpcEni,
            "terway-eniip" => TerwayIpType.EniMultiIp,
            _ => null,
        };
        if (type is { } told)
        {
            contents.TerwayChoice = contents.TerwayChoice with { IpType = told };
            contents.Terway ??= new TerwaySettings();
        }
    }
}
