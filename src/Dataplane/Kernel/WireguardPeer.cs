using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>The other end of a WireGuard interface.</summary>
/// <param name="Device">The interface.</param>
/// <param name="PublicKey">The key by which it is known.</param>
/// <param name="Endpoint">Where it is reached.</param>
/// <param name="Port">The UDP port it is reached at.</param>
/// <param name="AllowedIps">What is sent to it and taken from it.</param>
public sealed record WireguardPeer(string Device, string PublicKey, IpAddress Endpoint, int Port, ImmutableArray<IpPrefix> AllowedIps)
{
    /// <summary>As <c>wg show</c> tells it, on a line.</summary>
    public override string ToString()
    {
        string endpoint = Endpoint.Family == IpFamily.V4 ? $"{Endpoint}" : $"[{Endpoint}]";
        return string.Create(CultureInfo.InvariantCulture, $"{Device} peer {PublicKey} endpoint {endpoint}:{Port} allowed {string.Join(", ", AllowedIps)}");
    }
}
