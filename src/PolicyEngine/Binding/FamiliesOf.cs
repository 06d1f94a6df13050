using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding;

/// <summary>
/// The families a rule is in force for: an address list without an entry of a family takes the rule out of that
/// family, and so does an exclusion of the whole family (Felix's <c>FilterRuleToIPVersion</c>).
/// </summary>
internal static class FamiliesOf
{
    public static IpFamilies Rule(PeerMatch source, PeerMatch destination) =>
        Side(source) & Side(destination);

    private static IpFamilies Side(PeerMatch side) =>
        Of(side.Nets) & Of(side.NotNets) & ~Whole(side.NotNets);

    private static IpFamilies Of(AddressSet? addresses) => addresses is null
        ? IpFamilies.Both
        : (addresses.V4.IsEmpty ? IpFamilies.None : IpFamilies.V4) | (addresses.V6.IsEmpty ? IpFamilies.None : IpFamilies.V6);

    private static IpFamilies Whole(AddressSet? addresses) => addresses is null
        ? IpFamilies.None
        : (addresses.V4.IsFull ? IpFamilies.V4 : IpFamilies.None) | (addresses.V6.IsFull ? IpFamilies.V6 : IpFamilies.None);
}
