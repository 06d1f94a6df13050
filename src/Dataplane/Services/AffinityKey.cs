using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>Whose visits are remembered: a client's to a backend of a Service port.</summary>
internal readonly record struct AffinityKey(ServicePortName Port, Protocol Protocol, IpAddress Client)
{
    /// <summary>The virtual server that was dialled; null where all addresses of the Service port count alike.</summary>
    public VirtualAddress? Server { get; init; }

    /// <summary>The backend's address.</summary>
    public IpAddress Backend { get; private init; }

    /// <summary>The backend's port.</summary>
    public ushort BackendPort { get; private init; }

    public AffinityKey With(ServiceBackend backend) => this with { Backend = backend.Address, BackendPort = backend.Port };

    public bool Names(ServiceBackend backend) => backend.Address == Backend && backend.Port == BackendPort;
}
