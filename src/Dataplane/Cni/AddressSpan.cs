using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>Addresses from first to last, with their subnet and gateway.</summary>
internal sealed record AddressSpan(IpPrefix Subnet, IpAddress First, IpAddress Last, IpAddress Gateway)
{
    public bool Contains(IpAddress address) => First.Family == address.Family && First <= address && address <= Last;

    public bool Overlaps(AddressSpan other) => Contains(other.First) || other.Contains(First);

    public override string ToString() => $"{First}-{Last}";
}
