using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>A new connection: who starts it, to whom, and with what traffic.</summary>
/// <param name="Source">Who starts it.</param>
/// <param name="Destination">To whom, after service translation.</param>
/// <param name="Traffic">Protocol and ports, or ICMP type and code.</param>
public readonly record struct Flow(Party Source, Party Destination, TrafficPoint Traffic);
