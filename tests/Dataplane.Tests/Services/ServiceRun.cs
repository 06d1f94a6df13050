using PolicyEngine.Dataplane.Services;

namespace Dataplane.Tests.Services;

/// <summary>A node over time, with one Service whose backends come and go.</summary>
internal sealed class ServiceRun
{
    private readonly ProxyMode _mode;
    private ProxyMemory _memory = ProxyMemory.Empty;
    private ProxiedConnections _connections = ProxiedConnections.None;

    public ServiceRun(ProxyMode mode, ProxiedPort port)
    {
        (_mode, Port) = (mode, port);
        Proxy = ServiceLab.Proxy(mode, port);
    }

    public ProxiedPort Port { get; private set; }

    public NodeProxy Proxy { get; private set; }

    public TimeSpan Now { get; private set; }

    public void Wait(TimeSpan time) => Now += time;

    /// <summary>Puts a backend in place of the one with its address, or takes that one away, and writes the rules.</summary>
    public void Change(ServiceBackend backend, bool present)
    {
        ServiceBackend[] others = [.. Port.Backends.Where(other => other.Address != backend.Address)];
        Port = Port.With(present ? [.. others, backend] : others);
        Proxy = ServiceLab.Proxy(_mode, Port);
        _memory = _memory.Under(Proxy, Now);
        _connections = _connections.Under(Proxy);
    }

    /// <summary>Sends a packet; it may belong to a connection where connections are tracked.</summary>
    public Translation Send(FirstPacket packet, ulong draw, bool isTracked)
    {
        if (isTracked && _connections.Of(packet) is { } known)
        {
            return known;
        }

        (Translation outcome, _memory) = Proxy.Decide(packet, draw, _memory, Now);
        _connections = _connections.With(packet, outcome);
        return outcome;
    }
}
