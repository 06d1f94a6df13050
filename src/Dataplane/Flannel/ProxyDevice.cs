using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The TUN interface that Flannel's own daemon reads (udp).</summary>
/// <param name="Name">The name.</param>
/// <param name="Local">The address that the daemon sends from.</param>
/// <param name="Port">The UDP port that it listens at.</param>
/// <param name="Table">Its table. Leases do not overlap, so that the order of its lines decides nothing.</param>
internal sealed record ProxyDevice(string Name, IpAddress Local, ushort Port, ProxyTable Table) : TunDevice(Name, Local, Port)
{
    internal override TunReading Read(IpAddress destination, byte timeToLive)
    {
        ProxyOutcome outcome = UdpProxy.FromTun(Table, destination, timeToLive);
        return new(outcome.Ttl, outcome.Route?.Endpoint, (ushort)(outcome.Route?.Port ?? 0));
    }

    internal override byte Write(byte timeToLive) => UdpProxy.FromSocket(timeToLive);
}
