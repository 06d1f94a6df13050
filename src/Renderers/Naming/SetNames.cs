using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Naming;

/// <summary>The names of sets in the kernel.</summary>
internal static class SetNames
{
    private const int Longest = 31;

    /// <summary>The name of a set of one family: <c>cali40</c> or <c>cali60</c> and as much of the id as fits.</summary>
    public static string Of(string id, IpFamily family)
    {
        string name = (family == IpFamily.V4 ? "cali40" : "cali60") + id;
        return name.Length <= Longest ? name : name[..Longest];
    }
}
