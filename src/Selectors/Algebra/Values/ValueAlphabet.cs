namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>
/// The characters that a search needs to try: those in what is compared with, the marks that a domain treats apart, and one
/// that stands for all others.
/// </summary>
internal static class ValueAlphabet
{
    private const string Marks = "-._";
    private const string Preferred = "xyzabcdefghijklmnopqrstuvw0123456789XYZABCDEFGHIJKLMNOPQRSTUVW";

    /// <summary>The characters to try, in this order; every other character acts like one of them.</summary>
    public static char[] Of(IEnumerable<string> mentioned)
    {
        HashSet<char> characters = [.. Marks];
        foreach (string text in mentioned)
        {
            characters.UnionWith(text);
        }

        List<char> alphabet = [];

        // First, so that what is made up looks made up of nothing that was mentioned.
        if (Fresh(characters) is { } fresh)
        {
            alphabet.Add(fresh);
        }

        alphabet.AddRange(characters.Order());
        return [.. alphabet];
    }

    // Only where every letter and digit is mentioned is another character needed, and only a domain of any text takes it.
    private static char? Fresh(HashSet<char> taken)
    {
        foreach (char c in Preferred)
        {
            if (!taken.Contains(c))
            {
                return c;
            }
        }

        for (int i = 0; i <= char.MaxValue; i++)
        {
            char c = (char)((i + '!') & char.MaxValue);
            if (!taken.Contains(c))
            {
                return c;
            }
        }

        return null;
    }
}
