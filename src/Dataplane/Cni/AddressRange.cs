using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>The addresses of a subnet that host-local gives away.</summary>
/// <param name="Subnet">The subnet.</param>
public sealed record AddressRange(IpPrefix Subnet)
{
    /// <summary>The first address; null for the one after the subnet's base.</summary>
    public IpAddress? Start { get; init; }

    /// <summary>The last address; null for the subnet's last, less one for IPv4's broadcast.</summary>
    public IpAddress? End { get; init; }

    /// <summary>The gateway, which is never given away; null for the address after the subnet's base.</summary>
    public IpAddress? Gateway { get; init; }

    internal HostLocalError? Check()
    {
        if (Subnet.Length > Subnet.First.BitLength - 2)
        {
            return new(HostLocalErrorKind.SubnetTooSmall, $"subnet {Subnet} is too small to give addresses away");
        }

        foreach (IpAddress? address in new[] { Gateway, Start, End })
        {
            if (address is { } set && !Subnet.Contains(set))
            {
                return new(HostLocalErrorKind.OutsideSubnet, $"{set} is not in subnet {Subnet}");
            }
        }

        AddressSpan span = Span();
        return span.First > span.Last
            ? new(HostLocalErrorKind.RangeEmpty, $"the range {span} ends before it starts")
            : null;
    }

    /// <summary>The addresses with what is unset filled in; the range was checked.</summary>
    internal AddressSpan Span()
    {
        UInt128 atEnd = Subnet.Family == IpFamily.V4 ? 1U : 0U;
        IpAddress first = Subnet.AddressAt(1);
        return new(Subnet, Start ?? first, End ?? Subnet.AddressAt(Subnet.LastOrdinal() - atEnd), Gateway ?? first);
    }
}
