using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>Prefixes by their first address, the wider first.</summary>
internal sealed class PrefixOrder : IComparer<IpPrefix>
{
    public static PrefixOrder Instance { get; } = new();

    public int Compare(IpPrefix x, IpPrefix y) => x.First.CompareTo(y.First) is var order and not 0 ? order : x.Length.CompareTo(y.Length);
}
