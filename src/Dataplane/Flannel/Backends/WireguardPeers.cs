using System.Collections;
using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>
/// The peers of a node's WireGuard interfaces, in the order in which they came. An address is allowed to one peer of an
/// interface only, and one endpoint has one key.
/// </summary>
public sealed class WireguardPeers : IReadOnlyCollection<WireguardPeer>
{
    private readonly ImmutableArray<WireguardPeer> _peers;

    private WireguardPeers(ImmutableArray<WireguardPeer> peers) => _peers = peers;

    /// <summary>No peers.</summary>
    public static WireguardPeers None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _peers.Length;

    /// <inheritdoc/>
    public IEnumerator<WireguardPeer> GetEnumerator() => ((IEnumerable<WireguardPeer>)_peers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal WireguardPeers With(WireguardPeer peer) => new(
    [
        .. _peers.Where(other => !IsSame(other, peer) && !(other.Device == peer.Device && other.Endpoint == peer.Endpoint))
            .Select(other => other.Device == peer.Device ? other with { AllowedIps = other.AllowedIps.RemoveRange(peer.AllowedIps) } : other),
        peer,
    ]);

    internal WireguardPeers Without(WireguardPeer peer) => new(_peers.RemoveAll(other => IsSame(other, peer)));

    private static bool IsSame(WireguardPeer peer, WireguardPeer other) => peer.Device == other.Device && peer.PublicKey == other.PublicKey;
}
