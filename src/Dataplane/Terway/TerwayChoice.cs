namespace PolicyEngine.Dataplane.Terway;

/// <summary>What decides how Terway connects a pod.</summary>
/// <param name="IpType">Where its address comes from.</param>
public sealed record TerwayChoice(TerwayIpType IpType)
{
    private static readonly Version FirstWithIpVlan = new(4, 19);

    /// <summary>Whether its interface carries VLANs.</summary>
    public bool IsTrunk { get; init; }

    /// <summary>Whether the interface takes the tags of VLANs off.</summary>
    public bool StripsVlans { get; init; }

    /// <summary>Whether the configuration asks for IPvlan (<c>eniip_virtual_type</c>).</summary>
    public bool WantsIpVlan { get; init; }

    /// <summary>The version of the node's kernel.</summary>
    public Version Kernel { get; init; } = FirstWithIpVlan;

    /// <summary>How it is connected.</summary>
    public TerwayDatapath Datapath => IpType switch
    {
        TerwayIpType.VpcIp => TerwayDatapath.VpcRoute,
        TerwayIpType.VpcEni => IsTrunk ? TerwayDatapath.Vlan : TerwayDatapath.ExclusiveEni,
        _ when WantsIpVlan && Kernel >= FirstWithIpVlan => TerwayDatapath.IpVlan,
        _ => IsTrunk && StripsVlans ? TerwayDatapath.Vlan : TerwayDatapath.PolicyRoute,
    };
}
