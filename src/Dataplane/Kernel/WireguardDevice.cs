using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>An end of WireGuard: packets travel encrypted in UDP to the peer that their destination is allowed to.</summary>
/// <param name="Name">The name.</param>
/// <param name="Port">The UDP port.</param>
/// <param name="Peers">The other ends.</param>
public sealed record WireguardDevice(string Name, ushort Port, ImmutableArray<WireguardPeer> Peers) : NetworkDevice(Name)
{
    /// <summary>The mark of the packets that it sends, by which routing rules know them; 0 for none.</summary>
    public uint Mark { get; init; }

    /// <inheritdoc/>
    public override bool HasFrames => false;

    /// <inheritdoc/>
    public override bool IsTunnel => true;

    /// <summary>The peer that an address is allowed to, by the longest block; null where it is to none.</summary>
    internal WireguardPeer? PeerOf(IpAddress address) => Peers
        .SelectMany(peer => peer.AllowedIps, (Peer, Block) => (Peer, Block))
        .Where(allowed => allowed.Block.Contains(address))
        .OrderByDescending(allowed => allowed.Block.Length)
        .FirstOrDefault().Peer;

    /// <summary>The peer that sends from an address, which stands for its key here; null where there is none.</summary>
    internal WireguardPeer? PeerAt(IpAddress endpoint) => Peers.FirstOrDefault(peer => peer.Endpoint == endpoint);
}
