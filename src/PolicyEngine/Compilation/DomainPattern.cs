namespace PolicyEngine.Compilation;

/// <summary>Domain names as rules of cluster policies give them: exact, or <c>*.</c> and what one or more labels stand in front of.</summary>
internal static class DomainPattern
{
    private const string Wildcard = "*";

    /// <summary>Whether a name is meant by a pattern. Case does not matter, nor does a dot at the end.</summary>
    public static bool Matches(string pattern, string name)
    {
        string wanted = pattern.TrimEnd('.');
        string given = name.TrimEnd('.');
        return wanted.StartsWith("*.", StringComparison.Ordinal)
            ? given.Length >= wanted.Length && given.EndsWith(wanted[Wildcard.Length..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase);
    }
}
