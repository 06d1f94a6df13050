using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>The packet that begins a connection, as it reaches a node or as the node makes it.</summary>
/// <param name="Protocol">Its protocol. A packet of ICMP is an echo request.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="SourcePort">The port it is from; 0 for protocols without ports.</param>
/// <param name="Destination">Where the client sends it.</param>
/// <param name="DestinationPort">The port the client sends it to; 0 for protocols without ports.</param>
/// <param name="IsFromNode">Whether the node itself made it.</param>
public readonly record struct FirstPacket(
    Protocol Protocol,
    IpAddress Source,
    ushort SourcePort,
    IpAddress Destination,
    ushort DestinationPort,
    bool IsFromNode = false)
{
    internal VirtualAddress Dialled => new(Destination, Protocol, DestinationPort);
}
