using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>The families of addresses, in the order in which they are gone through.</summary>
internal static class Families
{
    public static ImmutableArray<IpFamily> Both { get; } = [IpFamily.V4, IpFamily.V6];
}
