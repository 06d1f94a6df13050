using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>One end of a pair: what leaves here arrives at the other end.</summary>
/// <param name="Name">The name.</param>
/// <param name="PeerStack">The stack that the other end is in.</param>
/// <param name="PeerDevice">The other end's name.</param>
public sealed record VethDevice(string Name, string PeerStack, string PeerDevice) : NetworkDevice(Name)
{
    /// <summary>Whether it answers for addresses that its stack reaches by other interfaces (<c>proxy_arp</c>, <c>proxy_ndp</c>).</summary>
    public bool AnswersForOthers { get; init; }

    /// <summary>The bridge that it is a port of; null where it is none's.</summary>
    public string? Bridge { get; init; }
}

/// <summary>An interface on a segment of the network between the nodes.</summary>
/// <param name="Name">The name.</param>
/// <param name="Segment">The segment.</param>
public sealed record UplinkDevice(string Name, string Segment) : NetworkDevice(Name)
{
    /// <summary>Addresses of others that the segment delivers to it.</summary>
    public ImmutableArray<IpAddress> Assigned { get; init; } = [];

    /// <summary>The interfaces on top of it, which get the packets for their addresses before its own stack.</summary>
    public ImmutableArray<UpperInterface> Uppers { get; init; } = [];

    /// <summary>The destinations whose packets the one on top of it that is in its own stack gets, instead of the segment.</summary>
    public ImmutableArray<IpPrefix> Redirected { get; init; } = [];

    /// <summary>The interface on top of it that has an address; null where none has.</summary>
    internal UpperInterface? UpperWith(IpAddress address) => Uppers.FirstOrDefault(upper => upper.Addresses.Contains(address));
}

/// <summary>A switch inside a stack, which is an interface of it as well.</summary>
/// <param name="Name">The name.</param>
public sealed record BridgeDevice(string Name) : NetworkDevice(Name);

/// <summary>An end of a VXLAN: frames travel in UDP to the machine that the forwarding table names.</summary>
/// <param name="Name">The name.</param>
/// <param name="Vni">The number of the virtual network.</param>
/// <param name="Port">The UDP port.</param>
/// <param name="Local">The address that it sends from.</param>
public sealed record VxlanDevice(string Name, int Vni, ushort Port, IpAddress Local) : NetworkDevice(Name)
{
    /// <inheritdoc/>
    public override bool IsTunnel => true;
}

/// <summary>An end of IPIP: packets travel in packets to the route's gateway.</summary>
/// <param name="Name">The name.</param>
/// <param name="Local">The address that it sends from.</param>
public sealed record IpipDevice(string Name, IpAddress Local) : NetworkDevice(Name)
{
    /// <inheritdoc/>
    public override bool HasFrames => false;

    /// <inheritdoc/>
    public override bool IsTunnel => true;
}

/// <summary>The interface by which a stack reaches itself.</summary>
public sealed record LoopbackDevice() : NetworkDevice("lo")
{
    /// <inheritdoc/>
    public override bool HasFrames => false;
}
