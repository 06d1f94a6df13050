using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>What a client dials: an address with a port of a protocol. IPVS calls it a virtual server.</summary>
internal readonly record struct VirtualAddress(IpAddress Address, Protocol Protocol, ushort Port)
{
    public override string ToString() => Address.Family == IpFamily.V4
        ? string.Create(CultureInfo.InvariantCulture, $"{Protocol} {Address}:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Protocol} [{Address}]:{Port}");
}
