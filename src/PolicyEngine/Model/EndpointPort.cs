using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>A port an endpoint declares under a name.</summary>
/// <param name="Name">The name rules may use.</param>
/// <param name="Protocol">TCP, UDP or SCTP.</param>
/// <param name="Number">The port number, 1..65535.</param>
public readonly record struct EndpointPort(string Name, Protocol Protocol, ushort Number);
