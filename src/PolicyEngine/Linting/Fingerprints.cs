using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PolicyEngine.Linting;

/// <summary>
/// Gives findings their fingerprints. Lines, and the places of items in lists, are no part of them: what moves stays the same
/// finding. Equal ones are told apart by their order.
/// </summary>
internal static partial class Fingerprints
{
    private const int Length = 32;

    public static ImmutableArray<T> Give<T>(IEnumerable<T> entries, Func<T, Finding> findingOf, Func<T, Finding, T> with)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. entries.Select(entry =>
        {
            string print = Of(findingOf(entry));
            int count = seen[print] = seen.GetValueOrDefault(print) + 1;
            return with(entry, findingOf(entry) with { Fingerprint = count == 1 ? print : string.Create(CultureInfo.InvariantCulture, $"{print}-{count}") });
        })];
    }

    private static string Of(Finding finding)
    {
        string text = $"{finding.Rule.Id}\n{finding.Target.ObjectName}\n{ItemNumber().Replace(finding.Target.Path, "[]")}\n{ItemNumber().Replace(finding.Message, "[]")}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Length];
    }

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ItemNumber();
}
