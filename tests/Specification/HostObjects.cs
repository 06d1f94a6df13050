using System.Collections.Immutable;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>A host endpoint: a node's interface by its name, by an address it holds, or with <c>*</c> all that have none of their own.</summary>
public sealed record HostEndpointObject(string Name, string Node, Labels Labels)
{
    /// <summary>Null where the expected addresses tell.</summary>
    public string? Interface { get; init; }

    public ImmutableArray<string> ExpectedAddresses { get; init; } = [];

    public ImmutableArray<string> Profiles { get; init; } = [];

    public ImmutableArray<PortObject> Ports { get; init; } = [];

    public bool IsForAll => Interface == "*";

    /// <summary>Calico's agent refuses one with a port whose protocol is a number, and nothing of it counts.</summary>
    public bool IsRefused => Ports.Any(port => char.IsAsciiDigit(port.Protocol[0]));
}

/// <summary>Addresses for pods. An encapsulation is <c>Always</c>, <c>Never</c> or null, which is never.</summary>
public sealed record PoolObject(string Name, string Cidr)
{
    public string? Ipip { get; init; }

    public string? Vxlan { get; init; }

    public bool NatOutgoing { get; init; }

    public bool IsEncapsulated => Ipip == "Always" || Vxlan == "Always";
}

/// <summary>Settings of Calico's agents, on all nodes or on one. What is null is not said.</summary>
public sealed record FelixObject(string? Node)
{
    public ImmutableArray<FailsafeObject>? Inbound { get; init; }

    public ImmutableArray<FailsafeObject>? Outbound { get; init; }

    public string? ToHost { get; init; }

    public bool? AllowsVxlan { get; init; }

    public bool? AllowsIpip { get; init; }

    public int? VxlanPort { get; init; }

    public bool? Ipv6Support { get; init; }

    public string? NatOutgoingExclusions { get; init; }
}

/// <summary>A failsafe port; its protocol may go unsaid, and <paramref name="Net"/> is the other side's.</summary>
public sealed record FailsafeObject(string? Protocol, int Port, string? Net);
