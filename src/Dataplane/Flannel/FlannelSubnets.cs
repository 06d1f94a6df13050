using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The network of one family and how it is cut into subnets, one for each node.</summary>
/// <param name="Family">The family.</param>
public sealed record FlannelSubnets(IpFamily Family)
{
    /// <summary>Whether pods have addresses of this family.</summary>
    public bool Enabled { get; init; }

    /// <summary>All addresses of pods; null where unset.</summary>
    public IpPrefix? Cidr { get; init; }

    /// <summary>The prefix length of a subnet; 0 where unset.</summary>
    public int SubnetLength { get; init; }

    /// <summary>The first address of the lowest subnet to lease; null where unset.</summary>
    public IpAddress? SubnetMin { get; init; }

    /// <summary>The first address of the highest subnet to lease; null where unset.</summary>
    public IpAddress? SubnetMax { get; init; }

    private int Bits => Family == IpFamily.V4 ? 32 : 128;

    /// <summary>Whether a subnet could be leased by this configuration, which is complete.</summary>
    internal bool Admits(IpPrefix subnet) =>
        subnet.Length == SubnetLength && SubnetMin <= subnet.First && subnet.First <= SubnetMax;

    /// <summary>The network with everything set; itself where it is not enabled.</summary>
    internal FlannelResult<FlannelSubnets> Complete()
    {
        if (!Enabled)
        {
            return new(this);
        }

        if (Cidr is not { } cidr)
        {
            return new(FlannelErrorKind.NetworkMissing, $"the configuration has no IPv{(int)Family} network");
        }

        if (CheckLength(cidr) is { } error)
        {
            return new(null, error);
        }

        int length = SubnetLength > 0 ? SubnetLength : cidr.Length <= UsualLength - 2 ? UsualLength : cidr.Length + 2;
        FlannelSubnets complete = this with
        {
            SubnetLength = length,
            // The first subnet is left out: its base would be the network's own address.
            SubnetMin = SubnetMin ?? cidr.AddressAt(UInt128.One << (Bits - length)),
            SubnetMax = SubnetMax ?? IpPrefix.Of(cidr.Last, length).First,
        };
        return complete.CheckBounds(cidr) is { } bound ? new(null, bound) : new(complete);
    }

    private int UsualLength => Family == IpFamily.V4 ? 24 : 64;

    private FlannelError? CheckLength(IpPrefix cidr) => SubnetLength switch
    {
        0 when cidr.Length > Bits - 4 =>
            new(FlannelErrorKind.NetworkTooSmall, $"network {cidr} is smaller than /{Bits - 4}"),
        > 0 when SubnetLength > Bits - 2 =>
            new(FlannelErrorKind.SubnetTooSmall, $"subnet length {SubnetLength} is above {Bits - 2}"),
        > 0 when SubnetLength < cidr.Length + 2 =>
            new(FlannelErrorKind.SubnetTooLarge, $"network {cidr} does not hold four subnets of length {SubnetLength}"),
        _ => null,
    };

    private FlannelError? CheckBounds(IpPrefix cidr) =>
        CheckInside(cidr, "lowest", SubnetMin!.Value)
        ?? CheckInside(cidr, "highest", SubnetMax!.Value)
        ?? CheckAligned("lowest", SubnetMin.Value)
        ?? CheckAligned("highest", SubnetMax.Value);

    private static FlannelError? CheckInside(IpPrefix cidr, string which, IpAddress bound) => cidr.Contains(bound)
        ? null
        : new(FlannelErrorKind.OutsideNetwork, $"the {which} subnet {bound} is outside network {cidr}");

    private FlannelError? CheckAligned(string which, IpAddress bound) => IpPrefix.Of(bound, SubnetLength).First == bound
        ? null
        : new(FlannelErrorKind.Misaligned, $"the {which} subnet {bound} is no multiple of /{SubnetLength}");
}
