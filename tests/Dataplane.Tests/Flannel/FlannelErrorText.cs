using PolicyEngine.Dataplane.Flannel;

namespace Dataplane.Tests.Flannel;

/// <summary>Which kind of error Flannel's own texts stand for.</summary>
internal static class FlannelErrorText
{
    private static readonly (string Part, FlannelErrorKind Kind)[] Kinds =
    [
        ("is too small. Minimum useful network prefix", FlannelErrorKind.NetworkTooSmall),
        ("must be less than /", FlannelErrorKind.SubnetTooSmall),
        ("must be able to accommodate at least four subnets", FlannelErrorKind.SubnetTooLarge),
        ("is not in the range of the", FlannelErrorKind.OutsideNetwork),
        ("is not on a SubnetLen boundary", FlannelErrorKind.Misaligned),
        ("please define a correct", FlannelErrorKind.NetworkMissing),
        ("out of subnets", FlannelErrorKind.OutOfSubnets),
        ("subnet already exists", FlannelErrorKind.SubnetTaken),
        ("error decoding Backend", FlannelErrorKind.Malformed),
        ("invalid character", FlannelErrorKind.Malformed),
        ("unexpected end of JSON", FlannelErrorKind.Malformed),
        ("cannot unmarshal", FlannelErrorKind.Malformed),
        ("invalid CIDR address", FlannelErrorKind.Malformed),
    ];

    /// <summary>The kind; null for no error. A text of no known kind fails.</summary>
    public static FlannelErrorKind? KindOf(string? text) =>
        text is null ? null : Assert.Single(Kinds, kind => text.Contains(kind.Part, StringComparison.Ordinal)).Kind;
}
