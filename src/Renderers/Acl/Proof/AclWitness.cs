using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Proof;

/// <summary>A packet that a list and the policies treat differently.</summary>
/// <param name="Source">The sender.</param>
/// <param name="Destination">The receiver.</param>
/// <param name="Traffic">The traffic.</param>
/// <param name="IsPermitted">Whether the list lets it through.</param>
internal sealed record AclWitness(IpAddress Source, IpAddress Destination, TrafficPoint Traffic, bool IsPermitted);
