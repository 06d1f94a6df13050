using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>The network configuration of a node, as far as addresses go.</summary>
public sealed record CalicoCniConfig
{
    /// <summary>One IPv4 address from whichever pool, and no IPv6 address.</summary>
    public static CalicoCniConfig Default { get; } = new();

    /// <summary>The name of the network, with which handles begin.</summary>
    public string Network { get; init; } = "k8s-pod-network";

    /// <summary>Whether a pod gets an IPv4 address.</summary>
    public bool AssignV4 { get; init; } = true;

    /// <summary>Whether a pod gets an IPv6 address.</summary>
    public bool AssignV6 { get; init; }

    /// <summary>The IPv4 pools, by name or range; empty leaves the choice to the pools' selectors.</summary>
    public ImmutableArray<string> V4Pools { get; init; } = [];

    /// <summary>The IPv6 pools, by name or range; empty leaves the choice to the pools' selectors.</summary>
    public ImmutableArray<string> V6Pools { get; init; } = [];

    /// <summary>Whether pods may ask for floating addresses.</summary>
    public bool AllowsFloatingAddresses { get; init; }

    /// <summary>Whether pods may bring addresses that no pool accounts for.</summary>
    public bool AllowsAddressesWithoutIpam { get; init; }
}
