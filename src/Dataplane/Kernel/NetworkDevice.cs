using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>An interface of a network stack.</summary>
/// <param name="Name">The name, one of its kind in the stack.</param>
public abstract record NetworkDevice(string Name)
{
    /// <summary>Its Ethernet address; without meaning where it carries no frames.</summary>
    public MacAddress Mac { get; init; }

    /// <summary>The largest packet it takes, in octets.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>Its addresses, the primary one of each family first.</summary>
    public ImmutableArray<InterfaceAddress> Addresses { get; init; } = [];

    /// <summary>Whether packets from this interface are forwarded.</summary>
    public bool IsForwarding { get; init; } = true;

    /// <summary>Whether a packet is dropped whose source would not be reached by this interface (<c>rp_filter=1</c>).</summary>
    public bool ChecksReversePath { get; init; }

    /// <summary>Whether it is a pod's whose packets pass the rules of the pod's node by, so that no policy is asked there.</summary>
    public bool IsUnfiltered { get; init; }

    /// <summary>Whether it carries Ethernet frames.</summary>
    public virtual bool HasFrames => true;

    /// <summary>Whether packets that leave by it are wrapped in others.</summary>
    public virtual bool IsTunnel => false;

    /// <summary>Its first address of a family that holds beyond the link; null where it has none.</summary>
    internal IpAddress? PrimaryIn(IpFamily family)
    {
        foreach (InterfaceAddress address in Addresses)
        {
            if (address.Address.Family == family && !address.Address.IsLinkLocalV6())
            {
                return address.Address;
            }
        }

        return null;
    }
}
