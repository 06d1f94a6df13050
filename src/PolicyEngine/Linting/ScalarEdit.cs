using PolicyEngine.Documents;

namespace PolicyEngine.Linting;

/// <summary>Changes scalars that stand in the text as they read: in one line, plain or in quotes, without escapes.</summary>
internal static class ScalarEdit
{
    /// <summary>The edit; null where the text is not what the scalar says.</summary>
    /// <param name="input">The text the scalar is in.</param>
    /// <param name="scalar">The scalar.</param>
    /// <param name="replacement">What takes its place.</param>
    /// <param name="keepsQuotes">Whether quotes around it stay.</param>
    public static TextEdit? Replace(InputText input, ScalarNode scalar, string replacement, bool keepsQuotes)
    {
        (int line, int start) = (scalar.Span.Line - 1, scalar.Span.Column - 1);
        if (line < 0 || line >= input.Lines.Count || start < 0 || start >= input.Lines[line].Length || scalar.Text.Length == 0)
        {
            return null;
        }

        string rest = input.Lines[line][start..];
        string quote = rest[0] is '"' or '\'' ? rest[..1] : "";
        string written = $"{quote}{scalar.Text}{quote}";
        if (!rest.StartsWith(written, StringComparison.Ordinal) || (rest.Length > written.Length && rest[written.Length] is not (' ' or '\t' or ',' or ':' or ']' or '}')))
        {
            return null;
        }

        // A plain scalar may not begin with a colon everywhere.
        string around = quote.Length > 0 && keepsQuotes ? quote : replacement.StartsWith(':') ? "\"" : "";
        return new TextEdit(scalar.Span, scalar.Span.Line, scalar.Span.Column + written.Length, $"{around}{replacement}{around}");
    }
}
