using System.Globalization;
using System.Text;

namespace PolicyEngine.Model;

/// <summary>The paths of HTTP requests and rules in the form in which Calico's proxy compares them (<c>match.go</c>).</summary>
internal static class HttpPaths
{
    /// <summary>
    /// The path without query and fragment, decoded once, with single slashes, without <c>.</c>, <c>..</c>, parameters behind a
    /// semicolon and a slash at the end. Null where it has no such form: it does not begin with a slash, or hides one.
    /// </summary>
    public static string? Normalize(string path)
    {
        int end = path.AsSpan().IndexOfAny('?', '#');
        if (!path.StartsWith('/') || Decode(end < 0 ? path : path[..end]) is not { } decoded || HidesSeparators(decoded))
        {
            return null;
        }

        var segments = new List<string>();
        foreach (string written in decoded.Replace('\\', '/').Split('/'))
        {
            int parameters = written.IndexOf(';', StringComparison.Ordinal);
            string segment = parameters < 0 ? written : written[..parameters];
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(segments.Count - 1, 0), Math.Min(segments.Count, 1));
            }
            else if (segment.Length > 0 && segment != ".")
            {
                segments.Add(segment);
            }
        }

        return $"/{string.Join('/', segments)}";
    }

    /// <summary>Decodes each percent sign with two hexadecimal digits, one character a byte; null where a percent sign has none.</summary>
    private static string? Decode(string path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        int length = 0;
        for (int index = 0; index < bytes.Length; index++)
        {
            byte value = bytes[index];
            if (value == '%')
            {
                if (index + 2 >= bytes.Length || !byte.TryParse(bytes.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
                {
                    return null;
                }

                index += 2;
            }

            bytes[length++] = value;
        }

        return Encoding.Latin1.GetString(bytes, 0, length);
    }

    /// <summary>Whether what has been decoded once would change again if it were decoded twice.</summary>
    private static bool HidesSeparators(string decoded) =>
        decoded.Contains('\0', StringComparison.Ordinal)
        || ((string[])["%2e", "%2f", "%5c"]).Any(hidden => decoded.Contains(hidden, StringComparison.OrdinalIgnoreCase));
}
