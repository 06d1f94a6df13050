using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>An address given to a container.</summary>
/// <param name="Address">The address.</param>
/// <param name="Subnet">The subnet it is of, whose length the container uses.</param>
/// <param name="Gateway">The gateway.</param>
public sealed record HostLocalAddress(IpAddress Address, IpPrefix Subnet, IpAddress Gateway)
{
    /// <summary>The address with the length of its subnet: <c>10.244.1.2/24</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Subnet.Length}");
}
