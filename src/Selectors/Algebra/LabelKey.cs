using PolicyEngine.Selectors.Algebra.Values;

namespace PolicyEngine.Selectors.Algebra;

/// <summary>The names of labels that Kubernetes accepts: a name like a label's value, and a dotted name and a slash before it or not.</summary>
internal static class LabelKey
{
    public static bool IsValid(string key)
    {
        int slash = key.IndexOf('/', StringComparison.Ordinal);
        ReadOnlySpan<char> name = key.AsSpan(slash + 1);
        return name.Length > 0
            && ValueDomain.Label.Contains(name)
            && (slash < 0 || ValueDomain.DottedName.Contains(key.AsSpan(0, slash)));
    }
}
