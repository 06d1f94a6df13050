using System.Collections.Immutable;

namespace PolicyEngine.Sets;

/// <summary>Addresses in the order in which they are given.</summary>
internal static class IpAddressList
{
    /// <summary>The first address of a family; null where there is none.</summary>
    public static IpAddress? FirstIn(this ImmutableArray<IpAddress> addresses, IpFamily family)
    {
        foreach (IpAddress address in addresses)
        {
            if (address.Family == family)
            {
                return address;
            }
        }

        return null;
    }
}
