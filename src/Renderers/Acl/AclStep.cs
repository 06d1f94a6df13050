using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>Something that a list says of a scope: the first that matches decides.</summary>
/// <param name="IsPermit">Whether it lets through.</param>
/// <param name="Local">Addresses of the scope.</param>
/// <param name="Remote">Addresses on the other side.</param>
/// <param name="Traffic">The traffic between them.</param>
internal sealed record AclStep(bool IsPermit, AddressSet Local, AddressSet Remote, TrafficSet Traffic);
