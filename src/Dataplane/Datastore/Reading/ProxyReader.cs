using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads the configuration of kube-proxy.</summary>
internal static class ProxyReader
{
    public static void Read(Fields config, DatastoreContents contents)
    {
        ProxySettings known = contents.Proxy;
        ProxyMode mode = config.Word("mode", ("iptables", ProxyMode.Iptables), ("ipvs", ProxyMode.Ipvs), ("nftables", ProxyMode.Nftables)) ?? known.Mode;

        // What IPVS masquerades stands in the section of iptables too, which writes the rules for it.
        Fields iptables = config.Object("iptables");
        Fields section = mode == ProxyMode.Nftables ? config.Object("nftables") : iptables;
        ImmutableArray<string> nodePorts = config.Texts("nodePortAddresses");

        contents.Proxy = known with
        {
            Mode = mode,
            PodRanges = config.Ranges("clusterCIDR") is { Length: > 0 } pods ? [.. pods] : known.PodRanges,
            MasqueradeAll = section.Flag("masqueradeAll") ?? known.MasqueradeAll,
            MasqueradeBit = (int)(section.Number("masqueradeBit", 0, 31) ?? known.MasqueradeBit),
            LocalhostNodePorts = iptables.Flag("localhostNodePorts") ?? known.LocalhostNodePorts,
            NodePortRanges = [.. Fields.RangesOf(nodePorts)],

            // The rules of nftables, unlike the others, open node ports on all addresses only where that is asked for (`0.0.0.0/0`).
            NodePortsOnPrimary = nodePorts.IsEmpty ? mode == ProxyMode.Nftables : nodePorts.Contains("primary", StringComparer.Ordinal),
        };
    }
}
