namespace PolicyEngine.Binding;

/// <summary>The rules for label keys and values that Kubernetes enforces.</summary>
internal static class LabelSyntax
{
    public static bool IsKey(string key)
    {
        int slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? IsNamePart(key)
            : ObjectName.IsValid(key[..slash]) && IsNamePart(key[(slash + 1)..]);
    }

    public static bool IsValue(string value) => value.Length == 0 || IsNamePart(value);

    /// <summary>Up to 63 characters of letters, digits, <c>-</c>, <c>_</c>, <c>.</c>, beginning and ending alphanumerically.</summary>
    private static bool IsNamePart(string text)
    {
        if (text.Length is 0 or > 63 || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
