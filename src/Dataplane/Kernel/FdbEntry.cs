using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>An entry of a VXLAN interface's forwarding table: the machine behind an Ethernet address.</summary>
/// <param name="Device">The VXLAN interface.</param>
/// <param name="Mac">The Ethernet address of the other end.</param>
/// <param name="Destination">The machine that frames for it are sent to.</param>
public sealed record FdbEntry(string Device, MacAddress Mac, IpAddress Destination)
{
    /// <summary>As <c>bridge fdb</c> prints it.</summary>
    public override string ToString() => $"{Mac} dev {Device} dst {Destination} self permanent";
}
