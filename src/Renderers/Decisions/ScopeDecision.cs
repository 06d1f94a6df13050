using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Decisions;

/// <summary>What the policies of a scope let through in one direction and family, as boxes; all else is dropped.</summary>
/// <param name="Direction">Ingress for traffic to the scope.</param>
/// <param name="Family">The family.</param>
/// <param name="Local">The addresses of the scope.</param>
/// <param name="Permits">What is let through.</param>
internal sealed record ScopeDecision(Directions Direction, IpFamily Family, AddressSet Local, ImmutableArray<ScopePermit> Permits)
{
    /// <summary>An endpoint that may exchange traffic with the scope and whose addresses are not known, and such traffic; null where there is none.</summary>
    public (Endpoint Remote, TrafficSet Traffic)? Unaddressed { get; init; }
}

/// <param name="Local">Addresses of the scope.</param>
/// <param name="Remote">Addresses on the other side.</param>
/// <param name="Traffic">The traffic between them that is let through.</param>
internal sealed record ScopePermit(AddressSet Local, AddressSet Remote, TrafficSet Traffic);
