using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <summary>A port of a host that no policy closes.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Port">The port.</param>
/// <param name="Net">The addresses it stays open for; null for all.</param>
internal readonly record struct FailsafePort(string Protocol, ushort Port, IpPrefix? Net = null);
