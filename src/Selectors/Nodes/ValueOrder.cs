namespace PolicyEngine.Selectors.Nodes;

/// <summary>
/// The order of set values: by UTF-8 bytes. It differs from ordinal order of UTF-16 code units for supplementary
/// characters, whose surrogates must rank above U+E000 to U+FFFF.
/// </summary>
internal sealed class ValueOrder : IComparer<string>
{
    private ValueOrder()
    {
    }

    public static ValueOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        int common = x.AsSpan().CommonPrefixLength(y);
        int lengthX = x?.Length ?? 0;
        int lengthY = y?.Length ?? 0;
        return common == lengthX || common == lengthY
            ? lengthX.CompareTo(lengthY)
            : Rank(x![common]).CompareTo(Rank(y![common]));
    }

    /// <summary>The distinct <paramref name="values"/> in order, in a new array.</summary>
    public static string[] SortDistinct(IEnumerable<string> values)
    {
        string[] sorted = [.. values];
        if (sorted.Length < 2)
        {
            return sorted;
        }

        Array.Sort(sorted, Instance);
        int count = 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            if (!string.Equals(sorted[i], sorted[count - 1], StringComparison.Ordinal))
            {
                sorted[count++] = sorted[i];
            }
        }

        return count == sorted.Length ? sorted : sorted[..count];
    }

    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
