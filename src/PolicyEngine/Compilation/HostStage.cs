using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>One of the chains of a host endpoint: a stage that packets pass on their way.</summary>
public sealed class HostStage
{
    internal HostStage(Endpoint hostEndpoint, PolicyFamily family, PolicyChain chain) =>
        (HostEndpoint, Family, Direction, Chain) = (hostEndpoint, family, chain.Direction, chain.Id);

    /// <summary>The host endpoint.</summary>
    public Endpoint HostEndpoint { get; }

    /// <summary>The policies that are consulted.</summary>
    public PolicyFamily Family { get; }

    /// <summary>The direction, seen from the host.</summary>
    public Directions Direction { get; }

    /// <summary>The number of the chain.</summary>
    internal int Chain { get; }
}
