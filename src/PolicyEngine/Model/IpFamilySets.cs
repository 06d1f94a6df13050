using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>One family as a set of families.</summary>
internal static class IpFamilySets
{
    public static IpFamilies AsSet(this IpFamily family) => family == IpFamily.V4 ? IpFamilies.V4 : IpFamilies.V6;
}
