using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>Those settings of Calico's agent on a node that alter verdicts (<c>FelixConfiguration</c>).</summary>
public sealed record FelixConfiguration
{
    /// <summary>The settings of a node for which nothing is configured.</summary>
    public static FelixConfiguration Default { get; } = new();

    /// <summary>
    /// What becomes of traffic from a pod to its own node. Where nothing is configured it is accepted, as Calico's manifests
    /// and operator set it.
    /// </summary>
    public EndpointToHostAction DefaultEndpointToHostAction { get; init; }

    /// <summary>The ports that are always open towards host endpoints.</summary>
    public ImmutableArray<FailsafePort> FailsafeInboundHostPorts { get; init; } = [.. FailsafePort.DefaultInbound];

    /// <summary>The ports that host endpoints may always reach.</summary>
    public ImmutableArray<FailsafePort> FailsafeOutboundHostPorts { get; init; } = [.. FailsafePort.DefaultOutbound];

    /// <summary>The UDP port of VXLAN packets.</summary>
    public ushort VxlanPort { get; init; } = 4789;

    /// <summary>Whether pods may send VXLAN packets.</summary>
    public bool AllowVxlanPacketsFromWorkloads { get; init; }

    /// <summary>Whether pods may send packets of IP in IP.</summary>
    public bool AllowIpipPacketsFromWorkloads { get; init; }

    /// <summary>Whether pods may be given leave to send from addresses that are not theirs. Endpoints that ask for it elsewhere have no traffic at all.</summary>
    public bool AllowsSourceSpoofing { get; init; }

    /// <summary>Whether IPv6 traffic is policed at all.</summary>
    public bool Ipv6Support { get; init; } = true;

    /// <summary>The UDP port of WireGuard's packets; null where it is not in use.</summary>
    public ushort? WireguardPort { get; init; }

    /// <summary>Whether packets from pods to nodes keep their source whatever the pool says.</summary>
    public bool NatOutgoingExcludesHosts { get; init; }

    /// <summary>Addresses outside the cluster that may send encapsulated packets to nodes.</summary>
    public AddressSet ExternalNodes { get; init; } = AddressSet.Empty;

    /// <summary>All parameters that are given, those above included, as Felix's own configuration has them: <c>IptablesMarkMask</c> and its text.</summary>
    public ImmutableDictionary<string, string> Parameters { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether forwarded packets still addressed to a service are dropped.</summary>
    public bool PreventsServiceLoops { get; init; } = true;
}
