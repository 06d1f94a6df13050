using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <content>What decides about the rules: marks, actions, interfaces and ports.</content>
internal sealed partial record FelixSettings
{
    private const string DefaultInbound = "tcp:22,udp:68,tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443,tcp:6666,tcp:6667";
    private const string DefaultOutbound = "udp:53,udp:67,tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443,tcp:6666,tcp:6667";

    public uint IptablesMarkMask => Mask(nameof(IptablesMarkMask));

    public uint NftablesMarkMask => Mask(nameof(NftablesMarkMask));

    public bool IptablesFilterAllowReturns => IsReturn("IptablesFilterAllowAction");

    public bool NftablesFilterAllowReturns => IsReturn("NftablesFilterAllowAction");

    public bool IptablesMangleAllowReturns => IsReturn("IptablesMangleAllowAction");

    public bool NftablesMangleAllowReturns => IsReturn("NftablesMangleAllowAction");

    public bool IptablesFilterDenyRejects => OneOf("IptablesFilterDenyAction", "DROP", "REJECT") == "REJECT";

    public bool NftablesFilterDenyRejects => OneOf("NftablesFilterDenyAction", "DROP", "REJECT") == "REJECT";

    /// <summary>What becomes of traffic from pods to the node itself that their policies allow: <c>DROP</c>, <c>RETURN</c> or <c>ACCEPT</c>.</summary>
    public string DefaultEndpointToHostAction => OneOf(nameof(DefaultEndpointToHostAction), "DROP", "RETURN", "ACCEPT");

    /// <summary>Whether rules stand behind those of others in the kernel's chains.</summary>
    public bool AppendsRules => OneOf("ChainInsertMode", "insert", "append") == "append";

    /// <summary>How the names of pods' interfaces begin.</summary>
    public ImmutableArray<string> InterfacePrefixes => Words("InterfacePrefix", "cali");

    public bool DisableConntrackInvalidCheck => Switch(nameof(DisableConntrackInvalidCheck));

    public bool AllowVxlanPacketsFromWorkloads => Switch("AllowVXLANPacketsFromWorkloads");

    public bool AllowIpipPacketsFromWorkloads => Switch("AllowIPIPPacketsFromWorkloads");

    public ImmutableArray<FailsafePort> FailsafeInboundHostPorts => Failsafes(nameof(FailsafeInboundHostPorts), DefaultInbound);

    public ImmutableArray<FailsafePort> FailsafeOutboundHostPorts => Failsafes(nameof(FailsafeOutboundHostPorts), DefaultOutbound);

    public ImmutableArray<PortRange> KubeNodePortRanges => PortRanges(nameof(KubeNodePortRanges), new PortRange(30000, 32767));

    /// <summary>What becomes of packets to services that nobody serves: <c>Drop</c>, <c>Reject</c> or <c>Disabled</c>.</summary>
    public string ServiceLoopPrevention => OneOf(nameof(ServiceLoopPrevention), "Drop", "Reject", "Disabled");

    public bool FloatingIpsEnabled => OneOf("FloatingIPs", "Disabled", "Enabled") == "Enabled";

    public int MaxIpsetSize => Number(nameof(MaxIpsetSize), 1048576, 1, int.MaxValue);

    /// <summary>Whether sets are kept free of blocks that another member covers, as they must be for nftables; null where it is not said.</summary>
    public bool? KeepsSetsDisjoint => Text("NFTablesMode") is null ? null : OneOf("NFTablesMode", "Auto", "Enabled", "Disabled") != "Disabled";

    public ImmutableArray<IpPrefix> ExternalNodes => Nets("ExternalNodesCIDRList");
}
