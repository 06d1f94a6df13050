namespace PolicyEngine.Binding.Calico;

/// <summary>The rules for names of Calico's resources, which are stricter than Kubernetes' own.</summary>
internal static class CalicoName
{
    private const int MaxTierLength = 63;

    /// <summary>One label.</summary>
    public static bool IsTier(string name) => IsLabel(name) && name.Length <= MaxTierLength;

    /// <summary>One label, or two joined by a dot; policies that Calico copied from others keep their longer names.</summary>
    public static bool IsPolicy(string name, bool isNamespaced)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["knp.default.", "ossg.default."])
        {
            if (isNamespaced && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return ObjectName.IsValid(name[prefix.Length..]);
            }
        }

        return ObjectName.IsValid(name) && name.Count(c => c == '.') <= 1;
    }

    private static bool IsLabel(string name) => ObjectName.IsValid(name) && !name.Contains('.', StringComparison.Ordinal);
}
