using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Selectors;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads selector fields of Calico resources and checks each by itself, as Calico's validator does.</summary>
internal static class CalicoSelectorReader
{
    private const int MaxLength = 1024;

    /// <summary>The text of a selector field that parses; empty where it is absent or does not parse.</summary>
    public static string Read(FieldReader reader, string field, bool allowGlobal = false)
    {
        if (reader.String(field) is not { Length: > 0 } text)
        {
            return "";
        }

        var node = (ScalarNode)reader.Value(field)!;
        if (text.Length > MaxLength)
        {
            reader.Error(
                BindingDiagnostics.SelectorTooLong,
                node.Span,
                string.Create(CultureInfo.InvariantCulture, $"`{reader.Field(field)}` has {text.Length} characters, at most {MaxLength} are allowed"));
            return "";
        }

        if (!reader.Context.Selectors.TryParse(text, out Selector? selector, out SelectorError? error))
        {
            reader.Error(BindingDiagnostics.InvalidSelector, node.Span, Describe(reader.Field(field), error));
            return "";
        }

        bool mentionsGlobal = text.Contains("global(", StringComparison.Ordinal);
        if (mentionsGlobal && !(allowGlobal && selector.Text == "global()" && text.TrimStart(' ', '\t').StartsWith("global(", StringComparison.Ordinal)))
        {
            reader.Error(BindingDiagnostics.MisplacedGlobal, node.Span, $"`{reader.Field(field)}` uses `global()`, which stands alone in a rule's `namespaceSelector` only");
            return "";
        }

        return text;
    }

    /// <summary>The selector a composed text stands for; null, with an error, where the composition does not parse.</summary>
    public static Selector? Compose(FieldReader reader, string composed)
    {
        if (Selector.TryParse(composed, out Selector? selector, out SelectorError? error))
        {
            return selector;
        }

        reader.Error(BindingDiagnostics.InvalidSelector, reader.Span, Describe(reader.Path, error));
        return null;
    }

    private static string Describe(string field, SelectorError error) =>
        string.Create(CultureInfo.InvariantCulture, $"`{field}` at character {error.Offset + 1}: {error.Message}");
}
