using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>A permanent entry of a neighbour table: where on a link an address is found, without asking.</summary>
/// <param name="Device">The interface.</param>
/// <param name="Address">The neighbour's address.</param>
/// <param name="Mac">Its Ethernet address.</param>
public sealed record Neighbour(string Device, IpAddress Address, MacAddress Mac)
{
    /// <summary>As <c>ip neigh</c> prints it.</summary>
    public override string ToString() => $"{Address} dev {Device} lladdr {Mac} PERMANENT";
}
