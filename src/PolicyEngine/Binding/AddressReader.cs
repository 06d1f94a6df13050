using PolicyEngine.Documents;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding;

/// <summary>Reads addresses and address blocks as the API servers do.</summary>
internal static class AddressReader
{
    /// <summary>
    /// A block as Kubernetes' lenient parser takes it: a prefix length is required, host bits are masked, leading zeros
    /// are decimal and IPv4-mapped blocks are IPv4, all with a warning. Null, with an error, where it is not one.
    /// </summary>
    public static IpPrefix? KubernetesBlock(FieldReader reader, ScalarNode node, string field)
    {
        string text = WithoutLeadingZeros(node.Text);
        if (!text.Contains('/', StringComparison.Ordinal) || !IpPrefix.TryParse(text, out IpPrefix prefix, out bool hadHostBits))
        {
            reader.Error(BindingDiagnostics.InvalidAddress, node.Span, $"`{reader.Field(field)}` is `{node.Text}`, expected an address block");
            return null;
        }

        bool isMapped = prefix.Family == IpFamily.V4 && text.Contains(':', StringComparison.Ordinal);
        if (hadHostBits || text.Length != node.Text.Length || isMapped || HasZeroInLength(text))
        {
            reader.Warn(BindingDiagnostics.HostBits, node.Span, $"`{node.Text}` is read as `{prefix}`", prefix.ToString());
        }

        return prefix;
    }

    /// <summary>
    /// A block of an AdminNetworkPolicy as the rules of its schema (CEL) take it: as <see cref="KubernetesBlock"/>, without IPv4 written in IPv6. Null, with
    /// an error, where it is not one.
    /// </summary>
    public static IpPrefix? AdminBlock(FieldReader reader, ScalarNode node, string field)
    {
        if (node.Text.Contains(':', StringComparison.Ordinal) && node.Text.Contains('.', StringComparison.Ordinal))
        {
            reader.Error(BindingDiagnostics.InvalidAddress, node.Span, $"`{reader.Field(field)}` is `{node.Text}`, expected an address block without IPv4 in IPv6");
            return null;
        }

        return KubernetesBlock(reader, node, field);
    }

    /// <summary>
    /// A block of a ClusterNetworkPolicy as the rules of its schema (CEL) take it: host bits are masked, leading zeros and
    /// IPv4-mapped addresses are refused, however short the prefix is. Null, with an error, where it is not one.
    /// </summary>
    public static IpPrefix? ClusterBlock(FieldReader reader, ScalarNode node, string field)
    {
        bool hasColon = node.Text.Contains(':', StringComparison.Ordinal);
        bool isMapped = hasColon && IpAddress.TryParse(node.Text.Split('/')[0], out IpAddress address) && address.Family == IpFamily.V4;
        if (isMapped || (!hasColon && HasLeadingZero(node.Text)) || HasZeroInLength(node.Text))
        {
            reader.Error(BindingDiagnostics.InvalidAddress, node.Span, $"`{reader.Field(field)}` is `{node.Text}`, expected an address block without {(isMapped ? "IPv4 in IPv6" : "leading zeros")}");
            return null;
        }

        return KubernetesBlock(reader, node, field);
    }

    /// <summary>A block of a Calico rule: a prefix length is required and host bits are refused.</summary>
    public static IpPrefix? CalicoRuleNet(FieldReader reader, ScalarNode node, string field)
    {
        if (!node.Text.Contains('/', StringComparison.Ordinal) || !IpPrefix.TryParse(node.Text, out IpPrefix prefix, out bool hadHostBits))
        {
            reader.Error(BindingDiagnostics.InvalidAddress, node.Span, $"`{reader.Field(field)}` has `{node.Text}`, expected an address block");
            return null;
        }

        if (hadHostBits)
        {
            reader.Error(BindingDiagnostics.RefusedHostBits, node.Span, $"`{reader.Field(field)}` has `{node.Text}`, whose host bits are set", $"write `{prefix}`", prefix.ToString());
        }

        return prefix;
    }

    private static string WithoutLeadingZeros(string text)
    {
        if (!HasLeadingZero(text) || text.Contains(':', StringComparison.Ordinal))
        {
            return text;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string address = slash < 0 ? text : text[..slash];
        string octets = string.Join('.', address.Split('.').Select(octet => octet.Length > 1 ? octet.TrimStart('0').PadLeft(1, '0') : octet));
        return slash < 0 ? octets : octets + text[slash..];
    }

    private static bool HasZeroInLength(string text) => text.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash && text[(slash + 1)..] is ['0', _, ..];

    private static bool HasLeadingZero(string text)
    {
        bool beginsOctet = true;
        for (int i = 0; i < text.Length - 1; i++)
        {
            if (beginsOctet && text[i] == '0' && char.IsAsciiDigit(text[i + 1]))
            {
                return true;
            }

            beginsOctet = text[i] == '.';
        }

        return false;
    }
}
