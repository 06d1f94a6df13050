using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>An interface whose packets a process takes and carries in UDP to the process of another machine.</summary>
/// <param name="Name">The name.</param>
/// <param name="Local">The address that the process sends from.</param>
/// <param name="Port">The UDP port that it listens at.</param>
public abstract record TunDevice(string Name, IpAddress Local, ushort Port) : NetworkDevice(Name)
{
    /// <inheritdoc/>
    public override bool HasFrames => false;

    /// <inheritdoc/>
    public override bool IsTunnel => true;

    /// <summary>What the process does with a packet that it reads from the interface.</summary>
    internal abstract TunReading Read(IpAddress destination, byte timeToLive);

    /// <summary>How many routers a packet from another machine may still pass when the process writes it; 0 where it drops it.</summary>
    internal abstract byte Write(byte timeToLive);
}

/// <summary>What a process does with a packet that it read.</summary>
/// <param name="TimeToLive">How many routers the packet may still pass.</param>
/// <param name="Endpoint">The machine that it is sent to; null where it is dropped.</param>
/// <param name="Port">The UDP port there.</param>
internal readonly record struct TunReading(byte TimeToLive, IpAddress? Endpoint, ushort Port);
