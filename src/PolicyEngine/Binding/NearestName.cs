namespace PolicyEngine.Binding;

/// <summary>Finds the name a person most likely meant.</summary>
internal static class NearestName
{
    /// <summary>Beyond this length names are not compared: the comparison is quadratic and input may be hostile.</summary>
    private const int MaxLength = 64;

    /// <summary>The candidate within a third of the name's length in edits, ties by ordinal order; null where none is near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaxLength)
        {
            return null;
        }

        string? nearest = null;
        int best = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates.Order(StringComparer.Ordinal))
        {
            int distance = candidate.Length > MaxLength ? int.MaxValue : Distance(name, candidate);
            if (distance < best)
            {
                (nearest, best) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>Levenshtein distance without regard to case.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = new int[right.Length + 1];
        for (int column = 0; column <= right.Length; column++)
        {
            row[column] = column;
        }

        for (int line = 1; line <= left.Length; line++)
        {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= right.Length; column++)
            {
                int substitution = diagonal + (char.ToLowerInvariant(left[line - 1]) == char.ToLowerInvariant(right[column - 1]) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(substitution, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
