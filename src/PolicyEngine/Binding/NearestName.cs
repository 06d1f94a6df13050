namespace PolicyEngine.Binding;

/// <summary>Finds the name a person most likely meant.</summary>
internal static class NearestName
{
    /// <summary>Beyond this length names are not compared: the comparison is quadratic and input may be hostile.</summary>
    private const int MaxLength = 64;

    // Of a name with one letter more than that one edit may be told too.
    private const int Columns = MaxLength + 2;

    /// <summary>The candidate within a third of the name's length in edits, ties by ordinal order; null where none is near.</summary>
    /// <param name="name">The name.</param>
    /// <param name="candidates">The names there are.</param>
    /// <param name="mostEdits">More edits than these are never near.</param>
    public static string? Of(string name, IEnumerable<string> candidates, int mostEdits = MaxLength)
    {
        if (name.Length > MaxLength)
        {
            return null;
        }

        string? nearest = null;
        int best = Math.Min(mostEdits, Math.Max(1, name.Length / 3)) + 1;
        foreach (string candidate in candidates)
        {
            // Names are no nearer than their lengths.
            int distance = Math.Abs(candidate.Length - name.Length) > best || candidate.Length > MaxLength ? int.MaxValue : Distance(name, candidate, best);
            if (distance < best || (nearest is not null && distance == best && string.CompareOrdinal(candidate, nearest) < 0))
            {
                (nearest, best) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>The one candidate that is at most one edit away; null where none or several are.</summary>
    public static string? OnlyOneEditFrom(string name, IEnumerable<string> candidates)
    {
        string[] near = name.Length > MaxLength ? [] : [.. candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= 1 && Distance(name, candidate, 1) <= 1)
            .Distinct(StringComparer.Ordinal)];
        return near.Length == 1 ? near[0] : null;
    }

    /// <summary>Edits without regard to case, or some number above the limit; two neighbours that changed places are one edit.</summary>
    private static int Distance(string left, string right, int limit)
    {
        int leastOfLast = 0;
        Span<int> beforeLast = stackalloc int[Columns];
        Span<int> last = stackalloc int[Columns];
        Span<int> row = stackalloc int[Columns];
        for (int column = 0; column <= right.Length; column++)
        {
            last[column] = column;
        }

        for (int line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            int least = line;
            for (int column = 1; column <= right.Length; column++)
            {
                bool same = Same(left[line - 1], right[column - 1]);
                row[column] = Math.Min(last[column - 1] + (same ? 0 : 1), Math.Min(last[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && Same(left[line - 1], right[column - 2]) && Same(left[line - 2], right[column - 1]))
                {
                    row[column] = Math.Min(row[column], beforeLast[column - 2] + 1);
                }

                least = Math.Min(least, row[column]);
            }

            // What follows comes from one of the last two rows.
            if (least > limit && leastOfLast >= limit)
            {
                return int.MaxValue;
            }

            leastOfLast = least;

            Span<int> free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => left == right || char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
