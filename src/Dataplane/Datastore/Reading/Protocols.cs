using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>The protocol of a port; TCP where none is told.</summary>
internal static class Protocols
{
    public static Protocol Read(Fields port) => port.Word("protocol", ("TCP", Protocol.Tcp), ("UDP", Protocol.Udp), ("SCTP", Protocol.Sctp)) ?? Protocol.Tcp;
}
