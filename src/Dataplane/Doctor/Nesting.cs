using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Doctor;

/// <summary>Finds ranges that share addresses. Of two such ranges one holds the other.</summary>
internal static class Nesting
{
    /// <summary>The outermost ranges that hold others, each with those that it holds; equal ranges are held by the first of them.</summary>
    public static IEnumerable<(T Outer, List<T> Held)> Of<T>(IEnumerable<T> items, Func<T, IpPrefix> rangeOf)
    {
        List<(T Outer, List<T> Held)> found = [];
        foreach (T item in items.OrderBy(rangeOf, PrefixOrder.Instance))
        {
            if (found.Count > 0 && rangeOf(found[^1].Outer).Covers(rangeOf(item)))
            {
                found[^1].Held.Add(item);
            }
            else
            {
                found.Add((item, []));
            }
        }

        return found.Where(nest => nest.Held.Count > 0);
    }
}
