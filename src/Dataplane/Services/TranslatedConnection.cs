using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>A connection through a Service, as connection tracking holds it on the node that translated it.</summary>
/// <param name="Dialled">The packet as the client sent it.</param>
/// <param name="Delivered">The packet as it leaves the node.</param>
public readonly record struct TranslatedConnection(FirstPacket Dialled, FirstPacket Delivered)
{
    /// <summary>The connection of a translated packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="translation">What became of it.</param>
    /// <param name="masqueradeAddress">The node's address on the interface that it leaves by.</param>
    /// <param name="masqueradePort">The port it gets there.</param>
    public static TranslatedConnection Of(
        FirstPacket packet, Translation.ToBackend translation, IpAddress masqueradeAddress, ushort masqueradePort)
    {
        ArgumentNullException.ThrowIfNull(translation);
        FirstPacket delivered = packet with { Destination = translation.Backend.Address, DestinationPort = translation.Backend.Port };
        return new(packet, translation.IsMasqueraded ? delivered with { Source = masqueradeAddress, SourcePort = masqueradePort } : delivered);
    }

    /// <summary>The packet as filter rules see it: with the backend already, and with the client still.</summary>
    public FirstPacket SeenByFilters => Delivered with { Source = Dialled.Source, SourcePort = Dialled.SourcePort };

    /// <summary>The backend's answer as it leaves the backend.</summary>
    public FirstPacket Reply => Reversed(Delivered);

    /// <summary>The backend's answer as the client sees it: from the address it dialled.</summary>
    public FirstPacket ReplyAtClient => Reversed(Dialled);

    private static FirstPacket Reversed(FirstPacket packet) =>
        new(packet.Protocol, packet.Destination, packet.DestinationPort, packet.Source, packet.SourcePort);
}
