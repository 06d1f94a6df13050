using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane;

/// <summary>Ranges in the order of their first addresses, wider ones first.</summary>
internal sealed class PrefixOrder : IComparer<IpPrefix>
{
    public static PrefixOrder Instance { get; } = new();

    public int Compare(IpPrefix x, IpPrefix y)
    {
        int byFirst = x.First.CompareTo(y.First);
        return byFirst != 0 ? byFirst : x.Length.CompareTo(y.Length);
    }
}
