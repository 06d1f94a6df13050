using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;

namespace PolicyEngine.Linting.Suppressing;

/// <summary>
/// Reads the annotation <c>netpol.lint/ignore: "NP2010=DNS via sidecar; NP4009 until=2027-01-31"</c>. A namespace's is about
/// everything in it.
/// </summary>
internal static class AnnotationDirectives
{
    public const string Key = "netpol.lint/ignore";

    private const string UntilWord = " until=";

    /// <param name="document">An object.</param>
    /// <param name="defaultNamespace">The namespace of objects that give none.</param>
    public static IEnumerable<SuppressionDirective> In(MappingNode document, string defaultNamespace)
    {
        ObjectHeader header = ObjectHeader.Of(document);
        if ((header.Metadata?["annotations"] as MappingNode)?[Key] is not { } annotation)
        {
            return [];
        }

        string own = LintTarget.Of(header.Kind, header.Namespace, header.Name, header.Span).ObjectName;
        if (header is { Kind: "Namespace", Group: "" })
        {
            return In(annotation, own, [new SuppressionScope(SuppressionPlace.Namespace, header.Name)]);
        }

        string elsewhere = LintTarget.Of(header.Kind, defaultNamespace, header.Name, header.Span).ObjectName;
        ImmutableArray<string> names = header.Namespace.Length > 0 || elsewhere == own ? [own] : [own, elsewhere];
        return In(annotation, own, [.. names.Select(name => new SuppressionScope(SuppressionPlace.Object, name))]);
    }

    private static IEnumerable<SuppressionDirective> In(DocumentNode annotation, string @object, ImmutableArray<SuppressionScope> scopes)
    {
        var directive = new SuppressionDirective(SuppressionKind.Annotation, [], "", annotation.Span, @object, scopes);
        if (annotation is not ScalarNode { Kind: ScalarKind.String } text)
        {
            return [directive with { Fault = $"`{Key}` is {annotation.Describe()}, expected a string" }];
        }

        string[] entries = text.Text.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return entries.Length == 0 ? [Read("", directive)] : entries.Select(entry => Read(entry, directive));
    }

    private static SuppressionDirective Read(string entry, SuppressionDirective directive)
    {
        int equals = entry.IndexOf('=', StringComparison.Ordinal);
        int until = entry.IndexOf(UntilWord, StringComparison.Ordinal);
        int end = until >= 0 && (equals < 0 || until < equals) ? until : equals < 0 ? entry.Length : equals;
        string[] rules = entry[..end].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        directive = directive with
        {
            Rules = rules.Contains(SuppressionDirective.EveryRule, StringComparer.Ordinal) ? [] : [.. rules],
            Reason = equals < 0 || end == until ? "" : entry[(equals + 1)..(until > equals ? until : entry.Length)].Trim(),
            Fault = rules.Length == 0 ? $"{MessageText.Quote(entry)} names no rule" : null,
        };
        if (until < 0)
        {
            return directive;
        }

        string day = entry[(until + UntilWord.Length)..].Trim();
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly last)
            ? directive with { Until = last }
            : directive with { Fault = $"{MessageText.Quote(day)} is not a day, such as 2030-12-31" };
    }
}
