using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Documents;

namespace PolicyEngine.Linting.Suppressing;

/// <summary>
/// Reads the annotation <c>netpol.lint/ignore: "NP2010=DNS via sidecar; NP4009 until=2027-01-31"</c>. A namespace's is about
/// everything in it.
/// </summary>
internal static class AnnotationDirectives
{
    public const string Key = "netpol.lint/ignore";

    /// <param name="annotation">The annotation.</param>
    /// <param name="object">The object it stands in.</param>
    /// <param name="covers">What it is about.</param>
    public static IEnumerable<SuppressionDirective> In(ScalarNode annotation, string @object, Func<LintTarget, bool> covers)
    {
        foreach (string entry in annotation.Text.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            int until = entry.IndexOf(" until=", StringComparison.Ordinal);
            int end = until >= 0 && (equals < 0 || until < equals) ? until : equals < 0 ? entry.Length : equals;
            string reason = equals < 0 || end == until ? "" : entry[(equals + 1)..(until > equals ? until : entry.Length)].Trim();
            DateOnly? last = until >= 0 && DateOnly.TryParseExact(entry[(until + " until=".Length)..].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
                ? date : null;
            ImmutableArray<string> rules = [.. entry[..end].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Where(rule => rule != "*")];
            yield return new SuppressionDirective(SuppressionKind.Annotation, rules, reason, last, annotation.Span, @object, covers);
        }
    }
}
