using PolicyEngine.Dataplane.Cni;

namespace Dataplane.Tests.Cni;

/// <summary>Which kind of error the plug-in's own texts stand for.</summary>
internal static class HostLocalErrorText
{
    private static readonly (string Part, HostLocalErrorKind Kind)[] Kinds =
    [
        ("too small to allocate from", HostLocalErrorKind.SubnetTooSmall),
        ("not in network", HostLocalErrorKind.OutsideSubnet),
        ("but before start", HostLocalErrorKind.RangeEmpty),
        ("but after end", HostLocalErrorKind.RangeEmpty),
        ("no IP addresses available in range set", HostLocalErrorKind.Exhausted),
        ("duplicate allocation is not allowed", HostLocalErrorKind.DuplicateAllocation),
        ("is not available in range set", HostLocalErrorKind.AddressInUse),
        ("is subnet's gateway", HostLocalErrorKind.AddressIsGateway),
        ("not in range set", HostLocalErrorKind.AddressOutsideRanges),
    ];

    /// <summary>The kind; null for no error. A text of no known kind fails.</summary>
    public static HostLocalErrorKind? KindOf(string? text) =>
        text is null ? null : Assert.Single(Kinds, kind => text.Contains(kind.Part, StringComparison.Ordinal)).Kind;
}
