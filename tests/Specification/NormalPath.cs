using System.Globalization;
using System.Text;

namespace PolicyEngine.Specification;

/// <summary>Paths of HTTP requests as Calico's proxy compares them.</summary>
// Calico: normalisation of paths in application-layer policy.
public static class NormalPath
{
    /// <summary>The path, each byte a character; null where there is no telling what it means, or where it has no root.</summary>
    public static string? Of(string path)
    {
        string? decoded = Decode(path.Split('?', '#')[0]);
        if (decoded is null || decoded.Contains('\0', StringComparison.Ordinal) || HidesSteps(decoded))
        {
            return null;
        }

        string folded = decoded.Replace('\\', '/');
        return folded.StartsWith('/') ? Walk(folded.Split('/').Select(segment => segment.Split(';')[0])) : null;
    }

    private static bool HidesSteps(string decoded) =>
        new[] { "%2e", "%2f", "%5c" }.Any(escape => decoded.Contains(escape, StringComparison.OrdinalIgnoreCase));

    private static string? Decode(string path)
    {
        var decoded = new StringBuilder();
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        for (int index = 0; index < bytes.Length; index++)
        {
            if (bytes[index] != '%')
            {
                decoded.Append((char)bytes[index]);
                continue;
            }

            string digits = string.Concat(bytes.Skip(index + 1).Take(2).Select(digit => (char)digit));
            if (digits.Length < 2 || !digits.All(char.IsAsciiHexDigit))
            {
                return null;
            }

            decoded.Append((char)int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            index += 2;
        }

        return decoded.ToString();
    }

    /// <summary>Above the root is the root.</summary>
    private static string Walk(IEnumerable<string> segments)
    {
        var way = new List<string>();
        foreach (string segment in segments)
        {
            if (segment == ".." && way.Count > 0)
            {
                way.RemoveAt(way.Count - 1);
            }
            else if (segment is not ("" or "." or ".."))
            {
                way.Add(segment);
            }
        }

        return $"/{string.Join('/', way)}";
    }
}
