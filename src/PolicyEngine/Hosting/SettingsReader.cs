using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Hosting;

/// <summary>Reads the settings of one mapping and knows which of its keys nobody asked for.</summary>
internal sealed class SettingsReader(MappingNode node, string path, DiagnosticBag diagnostics)
{
    private const string DateForm = "yyyy-MM-dd";

    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    public string? String(string key, bool mayBeEmpty = false) => Scalar(key, mayBeEmpty)?.Text;

    /// <summary>A text that must be there.</summary>
    public string? Required(string key)
    {
        string? text = String(key);
        if (text is null && node[key] is null)
        {
            diagnostics.Add(ConfigurationDiagnostics.WrongSetting, node.Span, $"`{PathOf(key)}` is missing", $"give `{key}`");
        }

        return text;
    }

    public ImmutableArray<string>? Strings(string key)
    {
        if (Value(key) is not { } value)
        {
            return null;
        }

        if (value is SequenceNode list && list.Items.All(item => item is ScalarNode { Kind: not ScalarKind.Null }))
        {
            return [.. list.Items.Cast<ScalarNode>().Select(item => item.Text)];
        }

        Expect(value, key, "a list of texts");
        return null;
    }

    /// <summary>Numbers of ports among texts that were read.</summary>
    public IEnumerable<ushort> Ports(string key, ImmutableArray<string> texts)
    {
        foreach (string text in texts)
        {
            if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0)
            {
                yield return port;
            }
            else
            {
                Expect(node[key]!, key, $"ports from 1 to 65535, not {MessageText.Quote(text)}");
            }
        }
    }

    public int? Count(string key)
    {
        if (Scalar(key) is not { } scalar)
        {
            return null;
        }

        if (int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0)
        {
            return count;
        }

        Expect(scalar, key, "a whole number from 1");
        return null;
    }

    public bool? Boolean(string key)
    {
        if (Scalar(key) is not { } scalar)
        {
            return null;
        }

        if (scalar.Text is "true" or "false")
        {
            return scalar.Text == "true";
        }

        Expect(scalar, key, "`true` or `false`");
        return null;
    }

    public DateOnly? Date(string key)
    {
        if (Scalar(key) is not { } scalar)
        {
            return null;
        }

        if (DateOnly.TryParseExact(scalar.Text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            return date;
        }

        Expect(scalar, key, "a date such as `2030-12-31`");
        return null;
    }

    /// <summary>A regular expression.</summary>
    public string? Pattern(string key)
    {
        if (Scalar(key, mayBeEmpty: true) is not { } scalar)
        {
            return null;
        }

        try
        {
            _ = new Regex(scalar.Text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return scalar.Text;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            Expect(scalar, key, $"a regular expression: {exception.Message}");
            return null;
        }
    }

    public T? Choice<T>(string key, IReadOnlyList<(string Word, T Value)> choices) =>
        Scalar(key) is { } scalar ? Chosen(scalar, key, choices) : default;

    /// <summary>A mapping whose keys are the user's and whose values are among choices.</summary>
    public IEnumerable<(string Key, SourceSpan Span, T Value)> Choices<T>(string key, IReadOnlyList<(string Word, T Value)> choices)
    {
        if (Value(key) is not { } value)
        {
            yield break;
        }

        if (value is not MappingNode mapping)
        {
            Expect(value, key, "a mapping");
            yield break;
        }

        foreach (MappingEntry entry in mapping.Entries)
        {
            string name = $"{key}.{entry.Key.Text}";
            if (entry.Value is not ScalarNode scalar)
            {
                Expect(entry.Value, name, Words(choices));
            }
            else if (choices.Any(choice => choice.Word == scalar.Text))
            {
                yield return (entry.Key.Text, entry.Key.Span, Chosen(scalar, name, choices)!);
            }
            else
            {
                Chosen(scalar, name, choices);
            }
        }
    }

    public SettingsReader? Section(string key)
    {
        switch (Value(key))
        {
            case null:
                return null;
            case MappingNode mapping:
                return new SettingsReader(mapping, PathOf(key), diagnostics);
            case var value:
                Expect(value, key, "a mapping");
                return null;
        }
    }

    public IEnumerable<SettingsReader> Sections(string key) => Mappings(key).Select((item, index) =>
        new SettingsReader(item, string.Create(CultureInfo.InvariantCulture, $"{PathOf(key)}[{index}]"), diagnostics));

    /// <summary>The mappings of a list, for those who read them themselves.</summary>
    public ImmutableArray<MappingNode> Mappings(string key)
    {
        if (Value(key) is not { } value)
        {
            return [];
        }

        if (value is SequenceNode list && list.Items.All(item => item is MappingNode))
        {
            return [.. list.Items.Cast<MappingNode>()];
        }

        Expect(value, key, "a list of mappings");
        return [];
    }

    public SourceSpan SpanOf(string key) => node[key]?.Span ?? node.Span;

    /// <summary>Reports the keys that nobody asked for, and those given twice (which the reader of documents has reported).</summary>
    public void Finish()
    {
        foreach (MappingEntry entry in node.Entries.Where(entry => !_known.Contains(entry.Key.Text)))
        {
            string? nearest = NearestName.Of(entry.Key.Text, _known);
            string all = $"settings here are {string.Join(", ", _known)}";
            diagnostics.Add(
                ConfigurationDiagnostics.UnknownSetting,
                entry.Key.Span,
                $"there is no setting {MessageText.Quote(PathOf(entry.Key.Text))}",
                nearest is null ? all : $"did you mean `{nearest}`? {all}");
        }
    }

    private DocumentNode? Value(string key)
    {
        _known.Add(key);
        return node[key] is { } value and not ScalarNode { Kind: ScalarKind.Null } ? value : null;
    }

    private ScalarNode? Scalar(string key, bool mayBeEmpty = false)
    {
        switch (Value(key))
        {
            case ScalarNode scalar when mayBeEmpty || scalar.Text.Length > 0:
                return scalar;
            case null:
                return null;
            case var value:
                Expect(value, key, "a text");
                return null;
        }
    }

    // YAML takes the word `off` for false; its text is what was written.
    private T? Chosen<T>(ScalarNode scalar, string key, IReadOnlyList<(string Word, T Value)> choices)
    {
        foreach ((string word, T value) in choices)
        {
            if (word == scalar.Text)
            {
                return value;
            }
        }

        Expect(scalar, key, Words(choices));
        return default;
    }

    private static string Words<T>(IReadOnlyList<(string Word, T Value)> choices) => $"one of {string.Join(", ", choices.Select(choice => choice.Word))}";

    private void Expect(DocumentNode value, string key, string expected) => diagnostics.Add(
        ConfigurationDiagnostics.WrongSetting,
        value.Span,
        $"`{PathOf(key)}` is {(value is ScalarNode scalar ? MessageText.Quote(scalar.Text) : value.Describe())}, expected {expected}");

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
