namespace PolicyEngine.Binding;

/// <summary>The rule for port names that Kubernetes and Calico share (IANA service names, RFC 6335 §5.1).</summary>
internal static class PortName
{
    public static bool IsValid(string name)
    {
        if (name.Length is 0 or > 15 || name[0] == '-' || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal))
        {
            return false;
        }

        bool hasLetter = false;
        foreach (char c in name)
        {
            hasLetter |= char.IsAsciiLetterLower(c);
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return hasLetter;
    }
}
