using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyEngine.Dataplane.Datastore.Writing;

/// <summary>Writes YAML documents in block style. What is null is left out.</summary>
internal sealed class YamlText
{
    private const int Indent = 2;

    private static readonly string[] s_words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isItem;

    /// <summary>Begins a document.</summary>
    public YamlText Document(string apiVersion, string kind, string name) => Document(apiVersion, kind, metadata => metadata.Field("name", name));

    /// <summary>Begins a document with metadata of its own.</summary>
    public YamlText Document(string apiVersion, string kind, Action<YamlText> metadata)
    {
        _text.Append("---\n");
        return Field("apiVersion", apiVersion).Field("kind", kind).Object("metadata", metadata);
    }

    public YamlText Field(string key, string? value) => value is null ? this : Line($"{Scalar(key)}: {Scalar(value)}");

    public YamlText Field(string key, object? value) => Field(key, value?.ToString());

    public YamlText Field(string key, long? number) => number is { } known ? Line(string.Create(CultureInfo.InvariantCulture, $"{Scalar(key)}: {known}")) : this;

    public YamlText Field(string key, bool flag) => Line($"{key}: {(flag ? "true" : "false")}");

    /// <summary>A flag; one that is as usual is left out.</summary>
    public YamlText Flag(string key, bool value, bool usual = false) => value == usual ? this : Line($"{key}: {(value ? "true" : "false")}");

    /// <summary>A mapping; an empty one is left out.</summary>
    public YamlText Object(string key, Action<YamlText> write)
    {
        int before = _text.Length;
        Line($"{Scalar(key)}:");
        int begin = _text.Length;
        _depth += Indent;
        write(this);
        _depth -= Indent;
        _text.Length = _text.Length == begin ? before : _text.Length;
        return this;
    }

    /// <summary>A list of values on one line; an empty one is left out.</summary>
    public YamlText Values<T>(string key, IReadOnlyCollection<T> values, Func<T, string> write) =>
        values.Count == 0 ? this : Line($"{key}: [{string.Join(", ", values.Select(write))}]");

    /// <summary>A list of mappings; an empty one is left out.</summary>
    public YamlText Items<T>(string key, IReadOnlyCollection<T> items, Action<YamlText, T> write)
    {
        if (items.Count == 0)
        {
            return this;
        }

        Line($"{key}:");
        _depth += Indent;
        foreach (T item in items)
        {
            _isItem = true;
            write(this, item);
            _isItem = false;
        }

        _depth -= Indent;
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>A value in quotes unless it cannot be taken for anything else.</summary>
    public static string Scalar(string value) => IsPlain(value) ? value : $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private YamlText Line(string text)
    {
        // The first line of a list's item has the dash, the others stand below its text.
        _text.Append(' ', _isItem ? _depth - Indent : _depth).Append(_isItem ? "- " : "").Append(text).Append('\n');
        _isItem = false;
        return this;
    }

    private static bool IsPlain(string value) =>
        value.Length > 0
        && char.IsAsciiLetter(value[0])
        && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '/' or '-' or '_')
        && !s_words.Contains(value, StringComparer.OrdinalIgnoreCase);
}
