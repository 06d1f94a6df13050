using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The rules by which a node forwards packets of pods (<c>FLANNEL-FWD</c>): from the network and to it.</summary>
/// <param name="Network">All addresses of pods of a family.</param>
public sealed record FlannelForwarding(IpPrefix Network)
{
    /// <summary>Whether a packet is accepted; otherwise the rules after these decide.</summary>
    public bool Accepts(IpAddress source, IpAddress destination) => Network.Contains(source) || Network.Contains(destination);
}
