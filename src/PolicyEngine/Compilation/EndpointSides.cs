using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>What is found out about one endpoint: its chains, and the class of its address in each family.</summary>
/// <param name="Families">The families it has addresses of, or is taken to have.</param>
/// <param name="V4Class">The class of its IPv4 address, or of one it might have; <see cref="None"/> where it takes part in no traffic of this family.</param>
/// <param name="V6Class">As <see cref="V4Class"/>.</param>
/// <param name="IngressChain">The chain for traffic towards it; <see cref="None"/> where policy does not govern it.</param>
/// <param name="EgressChain">The chain for traffic from it.</param>
internal sealed record EndpointSides(IpFamilies Families, int V4Class, int V6Class, int IngressChain, int EgressChain)
{
    public const int None = -1;

    /// <summary>Those of an address that is no endpoint's.</summary>
    public static EndpointSides OfNone { get; } = new(IpFamilies.None, None, None, None, None);

    /// <summary>Whose they are; null for those of an address that is no endpoint's.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>
    /// Those of a pod on its node's network, to implementations whose NetworkPolicies take it for a pod like others; null
    /// for all else.
    /// </summary>
    public EndpointSides? AsPod { get; init; }

    public int Class(IpFamily family) => family == IpFamily.V4 ? V4Class : V6Class;
}
