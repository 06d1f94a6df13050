using PolicyEngine.Dataplane.Kernel;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>A packet about to arrive at an interface.</summary>
/// <param name="At">The interface.</param>
/// <param name="Packet">The packet.</param>
/// <param name="SourceMac">Its frame's source; null where it came without a frame.</param>
/// <param name="DestinationMac">Its frame's destination; null where it came without a frame.</param>
internal readonly record struct Arrival(LinkEnd At, Packet Packet, MacAddress? SourceMac, MacAddress? DestinationMac);
