using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>What documents of all kinds are made of. A field without a value is left out.</summary>
public static class DocumentParts
{
    public static JsonObject Document(string version, string kind, string? @namespace, string name, Labels labels, JsonObject? spec) => Fields(
        ("apiVersion", version), ("kind", kind),
        ("metadata", Fields(("name", name), ("namespace", @namespace), ("labels", Map(labels)))), ("spec", spec));

    public static JsonObject Fields(params (string Name, JsonNode? Value)[] fields) =>
        new(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> print) => new([.. items.Select(print)]);

    public static JsonArray? Texts(ImmutableArray<string> texts) => texts.IsEmpty ? null : List(texts, text => JsonValue.Create(text));

    public static JsonObject? Map(Labels labels) =>
        labels.IsEmpty ? null : Fields([.. labels.Select(pair => (pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))]);

    public static JsonValue? Number(double? number) => number is { } value
        ? value == Math.Floor(value) ? JsonValue.Create((long)value) : JsonValue.Create(value)
        : null;

    public static JsonValue? NumberOrName(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? JsonValue.Create(number) : text is null ? null : JsonValue.Create(text);

    public static JsonObject Selector(LabelSelector selector) => Fields(
        ("matchLabels", Map(selector.MatchLabels)),
        ("matchExpressions", selector.MatchExpressions.IsEmpty ? null : List(selector.MatchExpressions, term => Fields(
            ("key", term.Key), ("operator", term.Operator), ("values", Texts(term.Values))))));
}
