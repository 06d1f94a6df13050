using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>An endpoint with its address in one family.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Address">The address; null where the input does not give it.</param>
public readonly record struct ClassMember(Endpoint Endpoint, IpAddress? Address);
