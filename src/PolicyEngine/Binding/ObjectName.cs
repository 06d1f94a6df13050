using System.Text.RegularExpressions;

namespace PolicyEngine.Binding;

/// <summary>The rule for object names: DNS-1123 subdomains.</summary>
internal static partial class ObjectName
{
    public static bool IsValid(string name) => name.Length is > 0 and <= 253 && Subdomain().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain();
}
