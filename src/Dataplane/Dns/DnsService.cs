using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>A Service as DNS sees it.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record DnsService(string Namespace, string Name)
{
    /// <summary>Its cluster addresses; without any it is headless and its name leads to its endpoints.</summary>
    public ImmutableArray<IpAddress> ClusterAddresses { get; init; } = [];

    /// <summary>The name it stands for (<c>type: ExternalName</c>); null where it has addresses of its own.</summary>
    public string? ExternalName { get; init; }

    /// <summary>Its ports.</summary>
    public ImmutableArray<DnsPort> Ports { get; init; } = [];

    /// <summary>Its endpoints.</summary>
    public ImmutableArray<DnsEndpoint> Endpoints { get; init; } = [];

    /// <summary>Whether endpoints that are not ready are named as well.</summary>
    public bool PublishesNotReady { get; init; }

    /// <summary>Whether its name leads to its endpoints.</summary>
    internal bool IsHeadless => ClusterAddresses.IsEmpty && ExternalName is null;

    /// <summary>The endpoints that have names.</summary>
    internal IEnumerable<DnsEndpoint> Published => Endpoints.Where(endpoint => endpoint.IsReady || PublishesNotReady);
}

/// <summary>A port that may have a record of its own.</summary>
/// <param name="Name">Its name; without one it has no record.</param>
/// <param name="Protocol">Its protocol.</param>
/// <param name="Number">Its number.</param>
public readonly record struct DnsPort(string Name, Protocol Protocol, ushort Number);

/// <summary>An endpoint of a Service.</summary>
/// <param name="Address">Its address.</param>
public sealed record DnsEndpoint(IpAddress Address)
{
    /// <summary>The pod's host name where its subdomain is the Service; null where the address makes the name.</summary>
    public string? Hostname { get; init; }

    /// <summary>Whether it is ready.</summary>
    public bool IsReady { get; init; } = true;

    /// <summary>Its ports under the names of the Service's; empty where the Service's own numbers hold.</summary>
    public ImmutableArray<DnsPort> Ports { get; init; } = [];

    /// <summary>The label of its name: the host name, else the address with dashes.</summary>
    internal string Label => Hostname?.ToLowerInvariant() ?? DashedAddress.Of(Address);
}

/// <summary>A pod that may have a name made of its address.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Address">Its address.</param>
public readonly record struct DnsPod(string Namespace, IpAddress Address);
