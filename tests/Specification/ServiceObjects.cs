using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>A service; its endpoints are those of its slices.</summary>
public sealed record ServiceObject(string Namespace, string Name);

/// <summary>Some endpoints of a service; a slice that names no service belongs to none.</summary>
public sealed record EndpointSliceObject(string Namespace, string Name, string? Service, string AddressType)
{
    public ImmutableArray<SliceEndpoint> Endpoints { get; init; } = [];

    public ImmutableArray<SlicePort> Ports { get; init; } = [];
}

public sealed record SliceEndpoint(string Address, bool? Ready);

/// <summary>Without a protocol one of TCP.</summary>
public sealed record SlicePort(string? Protocol, int? Number);
