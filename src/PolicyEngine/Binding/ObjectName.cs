namespace PolicyEngine.Binding;

/// <summary>The rule for object names: DNS-1123 subdomains.</summary>
internal static class ObjectName
{
    private const int MaxLength = 253;

    /// <summary>Whether the name is labels of lower-case letters, digits and inner hyphens, joined by periods.</summary>
    // By hand: a regular expression costs a short-lived process more time than reading its input.
    public static bool IsValid(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return false;
        }

        char previous = '.';
        foreach (char character in name)
        {
            bool follows = character switch
            {
                '.' => char.IsAsciiLetterOrDigit(previous),
                '-' => previous != '.',
                _ => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character),
            };
            if (!follows)
            {
                return false;
            }

            previous = character;
        }

        return char.IsAsciiLetterOrDigit(previous);
    }
}
