using System.Globalization;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads BGPPeers.</summary>
internal static class BgpPeerReader
{
    public static BgpPeer Read(Resource resource)
    {
        Fields spec = resource.Spec;
        BgpPeer usual = new(resource.Name);
        (IpAddress? address, ushort port) = PeerOf(spec, usual.PeerPort);
        return usual with
        {
            Node = spec.Text("node"),
            NodeSelector = spec.Selector("nodeSelector"),
            PeerIp = address,
            PeerPort = port,
            AsNumber = AsNumbers.Read(spec, "asNumber"),
            PeerSelector = spec.Selector("peerSelector"),
            KeepOriginalNextHop = spec.Flag("keepOriginalNextHop") ?? false,
            NextHopMode = spec.Word("nextHopMode", ("Auto", NextHopMode.Auto), ("Self", NextHopMode.Self), ("Keep", NextHopMode.Keep)) ?? NextHopMode.Auto,
            TtlSecurityHops = (byte?)spec.Number("ttlSecurity", 0, byte.MaxValue),
            MaxRestartTime = Durations.Read(spec, "maxRestartTime"),
            KeepaliveTime = Durations.Read(spec, "keepaliveTime"),
            SourceAddress = spec.Word("sourceAddress", ("UseNodeIP", BgpSourceAddress.UseNodeIp), ("None", BgpSourceAddress.None)) ?? BgpSourceAddress.UseNodeIp,
            ReachableBy = spec.Address("reachableBy"),
            LocalAs = AsNumbers.Read(spec, "localASNumber"),
            NumAllowedLocalAsNumbers = (int)(spec.Number("numAllowedLocalASNumbers", 0, int.MaxValue) ?? 0),
        };
    }

    /// <summary>The peer's address, with its port behind a colon where it has one; an IPv6 address is in brackets then.</summary>
    private static (IpAddress? Address, ushort Port) PeerOf(Fields spec, ushort usual)
    {
        if (spec.Text("peerIP") is not { } text || IpAddress.TryParse(text, out _))
        {
            return (spec.Address("peerIP"), usual);
        }

        int colon = text.LastIndexOf(':');
        return colon > 0
            && IpAddress.TryParse(text[..colon].Trim('[', ']'), out IpAddress address)
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? (address, port)
            : (spec.Address("peerIP"), usual);
    }
}
