namespace PolicyEngine.Binding;

/// <summary>Tells what somebody may have meant who named what is not there, as it can be typed: <c>kind/namespace/name</c>.</summary>
internal static class NearestReferences
{
    private const int Most = 10;

    /// <summary>
    /// Those whose last part is the name, or else the nearest to it; then those whose last part begins with the name or has it between dashes, first of the
    /// namespace. Beyond that they stay in order. Empty where none is near.
    /// </summary>
    /// <param name="name">What was named, without kind and namespace.</param>
    /// <param name="namespace">The namespace it was looked for in; empty for none.</param>
    /// <param name="references">What there is, each once.</param>
    public static string[] Of(string name, string @namespace, IEnumerable<string> references)
    {
        string[] all = [.. references];
        string[] meant = Called(name);
        if (meant.Length == 0 && NearestName.Of(name, all.Select(reference => LastOf(reference).ToString())) is { } nearest)
        {
            meant = Called(nearest);
        }

        IEnumerable<string> longer = all
            .Select(reference => (Reference: reference, Rank: RankOf(reference)))
            .Where(known => known.Rank is not null)
            .OrderBy(known => known.Rank)
            .Select(known => known.Reference);
        return [.. meant.Concat(longer).Distinct(StringComparer.Ordinal).Take(Most)];

        string[] Called(string last) => [.. all.Where(reference => LastOf(reference).SequenceEqual(last)).Take(Most)];

        int? RankOf(string reference)
        {
            int? rank = Extends(name, LastOf(reference));
            return rank is null || IsIn(@namespace, reference) ? rank : rank + 2;
        }
    }

    /// <summary>The suggestion as the end of a sentence; empty where nothing is near.</summary>
    public static string Hint(string name, string @namespace, IEnumerable<string> references) =>
        Of(name, @namespace, references) is { Length: > 0 } meant ? $"; did you mean {string.Join(", ", meant)}?" : "";

    private static ReadOnlySpan<char> LastOf(string reference) => reference.AsSpan(reference.LastIndexOf('/') + 1);

    private static bool IsIn(string @namespace, string reference)
    {
        ReadOnlySpan<char> above = reference.AsSpan(0, Math.Max(reference.LastIndexOf('/'), 0));
        return above[(above.LastIndexOf('/') + 1)..].SequenceEqual(@namespace);
    }

    /// <summary>0 where a name begins with another, 1 where it has that between dashes, null where it does not have it.</summary>
    private static int? Extends(string part, ReadOnlySpan<char> name)
    {
        if (part.Length == 0)
        {
            return null;
        }

        if (name.StartsWith(part, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        for (int start = 0, found; (found = name[start..].IndexOf(part, StringComparison.OrdinalIgnoreCase)) >= 0; start += found + 1)
        {
            int end = start + found + part.Length;
            if (name[start + found - 1] == '-' && (end == name.Length || name[end] == '-'))
            {
                return 1;
            }
        }

        return null;
    }
}
