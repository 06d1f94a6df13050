using System.Globalization;

namespace PolicyEngine.Dataplane;

/// <summary>Names in sentences: the first few, and how many more there are.</summary>
internal static class FewNames
{
    private const int Named = 3;

    /// <summary>Names in backticks: <c>`a`, `b`, `c` and 4 more</c>.</summary>
    public static string Quote(IReadOnlyCollection<string> names) => Of(names.Take(Named).Select(name => $"`{name}`"), names.Count);

    /// <summary>What is told as it is.</summary>
    /// <param name="names">The first of them, at least as many as are named.</param>
    /// <param name="count">How many there are.</param>
    public static string Of(IEnumerable<string> names, int count)
    {
        string first = string.Join(", ", names.Take(Named));
        return count <= Named ? first : string.Create(CultureInfo.InvariantCulture, $"{first} and {count - Named} more");
    }
}
