using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>What compilation found out about one endpoint: its chains, and the class of its address in each family.</summary>
internal struct EndpointSides
{
    public const int None = -1;

    public EndpointSides() => (V4Class, V6Class, IngressChain, EgressChain) = (None, None, None, None);

    /// <summary>The families it has addresses of, or is taken to have.</summary>
    public IpFamilies Families { get; set; }

    /// <summary>The class of its IPv4 address, or of one it might have; <see cref="None"/> where it takes part in no traffic of this family.</summary>
    public int V4Class { get; private set; }

    /// <summary>As <see cref="V4Class"/>.</summary>
    public int V6Class { get; private set; }

    /// <summary>The chain for traffic towards it; <see cref="None"/> where policy does not govern it.</summary>
    public int IngressChain { get; set; }

    /// <summary>The chain for traffic from it.</summary>
    public int EgressChain { get; set; }

    public readonly int Class(IpFamily family) => family == IpFamily.V4 ? V4Class : V6Class;

    public void SetClass(IpFamily family, int number)
    {
        if (family == IpFamily.V4)
        {
            V4Class = number;
        }
        else
        {
            V6Class = number;
        }
    }
}
