using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>A new connection: who starts it, to whom, and with what traffic.</summary>
/// <param name="Source">Who starts it.</param>
/// <param name="Destination">To whom, after service translation.</param>
/// <param name="Traffic">Protocol and ports, or ICMP type and code.</param>
public readonly record struct Flow(Party Source, Party Destination, TrafficPoint Traffic)
{
    /// <summary>
    /// The HTTP request that a TCP connection carries; null where nothing is known of it. Only
    /// <see cref="EnforcementProfile.CalicoApplicationLayer"/> looks at it.
    /// </summary>
    public HttpRequest? Http { get; init; }
}
