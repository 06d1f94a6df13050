using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>Lists of ranges.</summary>
internal static class AddressRanges
{
    /// <summary>Whether one of the ranges has the address.</summary>
    public static bool Contain(this ImmutableArray<IpPrefix> ranges, IpAddress address)
    {
        foreach (IpPrefix range in ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
