using PolicyEngine.Model;

namespace PolicyEngine.Binding.Calico;

/// <summary>The rules for names of Calico's resources, which are stricter than Kubernetes' own.</summary>
internal static class CalicoName
{
    /// <summary>The group of the custom resources in which Calico stores its objects.</summary>
    public const string Stored = "crd.projectcalico.org";

    private const int MaxTierLength = 63;
    private const string DefaultPrefix = Tier.DefaultName + ".";

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

    /// <summary>The name of a policy: where custom resources store it (<c>crd.projectcalico.org</c>), those of the default tier have its name before theirs.</summary>
    public static string OfPolicy(string name, string group, string tier) =>
        group == Stored && tier == Tier.DefaultName && name.StartsWith(DefaultPrefix, StringComparison.Ordinal) ? name[DefaultPrefix.Length..] : name;
}
