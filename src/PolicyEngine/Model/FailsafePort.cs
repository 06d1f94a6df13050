using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>A port that host endpoints keep open whatever policies say.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">The destination port.</param>
/// <param name="Net">The other side of the traffic; null for anyone.</param>
public readonly record struct FailsafePort(Protocol Protocol, ushort Port, IpPrefix? Net)
{
    /// <summary>The ports towards hosts that are open where nothing else is configured (Calico).</summary>
    public static IReadOnlyList<FailsafePort> DefaultInbound { get; } =
        [Tcp(22), Udp(68), Tcp(179), Tcp(2379), Tcp(2380), Tcp(5473), Tcp(6443), Tcp(6666), Tcp(6667)];

    /// <summary>The ports from hosts that are open where nothing else is configured (Calico).</summary>
    public static IReadOnlyList<FailsafePort> DefaultOutbound { get; } =
        [Udp(53), Udp(67), Tcp(179), Tcp(2379), Tcp(2380), Tcp(5473), Tcp(6443), Tcp(6666), Tcp(6667)];

    private static FailsafePort Tcp(ushort port) => new(Protocol.Tcp, port, null);

    private static FailsafePort Udp(ushort port) => new(Protocol.Udp, port, null);
}
