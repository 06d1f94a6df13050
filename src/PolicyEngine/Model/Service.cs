using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>A port of a service and where it leads.</summary>
/// <param name="Name">The port's name; empty where it has none.</param>
/// <param name="Protocol">TCP, UDP or SCTP.</param>
/// <param name="Number">The port clients use.</param>
/// <param name="TargetName">The name of the backends' port, or null where it is numbered.</param>
/// <param name="TargetNumber">The number of the backends' port where it is not named.</param>
/// <param name="NodePort">The port opened on every node, or 0.</param>
public readonly record struct ServicePort(
    string Name, Protocol Protocol, ushort Number, string? TargetName, ushort TargetNumber, ushort NodePort);

/// <summary>A name for a set of pods, with ports that are translated to theirs.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name.</param>
/// <param name="Selector">The pods behind it, by their own labels; null for a service without selector.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="ClusterAddresses">Its cluster addresses; none for a headless service and where the input does not give them.</param>
/// <param name="IsHeadless">Whether its name leads to the pods themselves, so that no port is translated.</param>
/// <param name="Span">Where it is written.</param>
public sealed record Service(
    string Namespace,
    string Name,
    Selector? Selector,
    ImmutableArray<ServicePort> Ports,
    ImmutableArray<IpAddress> ClusterAddresses,
    bool IsHeadless,
    SourceSpan Span)
{
    /// <summary>
    /// Whether what arrives at a node from outside goes to backends of that node only, with the address it came with
    /// (<c>externalTrafficPolicy: Local</c>).
    /// </summary>
    public bool IsExternalTrafficLocal { get; init; }

    /// <summary>
    /// Whether what is sent to its cluster addresses goes to backends of the sender's own node only (<c>internalTrafficPolicy: Local</c>).
    /// </summary>
    public bool IsInternalTrafficLocal { get; init; }

    /// <summary>The families it is reached in: those it names, else those of its cluster addresses, else both.</summary>
    public IpFamilies Families { get; init; } = IpFamilies.Both;

    /// <summary>The addresses by which it is reached from outside: its external ones, and those of its load balancer.</summary>
    public ImmutableArray<IpAddress> ExternalAddresses { get; init; } = [];

    /// <summary>All addresses that lead to it.</summary>
    internal IEnumerable<IpAddress> Addresses => ClusterAddresses.Concat(ExternalAddresses);
}

/// <summary>Backends of a service as the cluster recorded them.</summary>
/// <param name="Namespace">The namespace of the slice and of its service.</param>
/// <param name="ServiceName">The service it belongs to.</param>
/// <param name="Addresses">The backends' addresses.</param>
/// <param name="Ports">The backends' ports.</param>
/// <param name="Span">Where it is written.</param>
public sealed record EndpointSlice(
    string Namespace,
    string ServiceName,
    ImmutableArray<IpAddress> Addresses,
    ImmutableArray<EndpointPort> Ports,
    SourceSpan Span)
{
    /// <summary>Those of the addresses that traffic is sent to as long as there are any.</summary>
    public ImmutableArray<IpAddress> Ready { get => field.IsDefault ? Addresses : field; init; }

    /// <summary>Those of the others that serve until they have ended: traffic is sent to them where none is ready.</summary>
    public ImmutableArray<IpAddress> Ending { get => field.IsDefault ? [] : field; init; }
}
