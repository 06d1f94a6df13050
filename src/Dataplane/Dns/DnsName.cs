using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>Names as labels from left to right, in lower case.</summary>
internal static class DnsName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>Reads a name with or without a final dot; the empty name and <c>.</c> are the root.</summary>
    /// <returns>Whether the text is a name: visible ASCII in labels of 1 to 63 characters, at most 253 in all.</returns>
    public static bool TryParse(string? text, out ImmutableArray<string> labels)
    {
        labels = [];
        ReadOnlySpan<char> rest = text;
        rest = rest.EndsWith(".") ? rest[..^1] : rest;
        if (rest.Length > LongestName || rest.ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            return text is not null;
        }

        string[] parts = rest.ToString().ToLowerInvariant().Split('.');
        if (Array.Exists(parts, part => part.Length is 0 or > LongestLabel))
        {
            return false;
        }

        labels = [.. parts];
        return true;
    }

    /// <summary>The labels before a suffix; null where the name does not end in it.</summary>
    public static ImmutableArray<string>? Below(this ImmutableArray<string> labels, ImmutableArray<string> suffix) =>
        labels.Length >= suffix.Length && labels.AsSpan()[^suffix.Length..].SequenceEqual(suffix.AsSpan())
            ? labels[..^suffix.Length]
            : null;

    /// <summary>The name of labels, with a final dot.</summary>
    public static string Text(this ImmutableArray<string> labels) => string.Join('.', labels) + ".";
}
