using System.Text;

namespace PolicyEngine.Documents;

/// <summary>The text of one input, by lines as its readers count them.</summary>
internal sealed class InputText(string name, byte[] bytes)
{
    private readonly Lazy<string[]> _lines = new(() => Decode(bytes).ReplaceLineEndings("\n").Split('\n'));

    /// <summary>The name that diagnostics give.</summary>
    public string Name => name;

    /// <summary>The lines, without what ends them.</summary>
    public IReadOnlyList<string> Lines => _lines.Value;

    /// <summary>Whether some UTF-8 text is anywhere in it.</summary>
    public bool Contains(ReadOnlySpan<byte> text) => bytes.AsSpan().IndexOf(text) >= 0;

    /// <summary>The input as it was read.</summary>
    public Stream Open() => new MemoryStream(bytes, writable: false);

    /// <summary>
    /// The column after the text that begins at a place: a quoted or plain scalar, a key, or a mapping that begins there and
    /// is taken for its first line. One place beyond where nothing is there.
    /// </summary>
    public int EndOf(int line, int column)
    {
        if (line < 1 || line > Lines.Count || column < 1 || column > Lines[line - 1].Length)
        {
            return column + 1;
        }

        string text = Lines[line - 1];
        int start = column - 1;
        int end = text[start] is '"' or '\'' ? EndOfQuoted(text, start) : EndOfPlain(text, start);
        return Math.Max(end, start + 1) + 1;
    }

    private static int EndOfQuoted(string text, int start)
    {
        for (int index = start + 1; index < text.Length; index++)
        {
            if (text[start] == '"' && text[index] == '\\')
            {
                index++;
            }
            else if (text[index] == text[start])
            {
                return index + 1;
            }
        }

        return text.Length;
    }

    private static int EndOfPlain(string text, int start)
    {
        int comment = text.IndexOf(" #", start, StringComparison.Ordinal);
        int end = comment < 0 ? text.Length : comment;
        if (IsInFlow(text, start) && text[start] is not ('{' or '['))
        {
            int delimiter = text.AsSpan(start, end - start).IndexOfAny(",]}");
            end = delimiter < 0 ? end : start + delimiter;
        }

        return text.AsSpan(0, end).TrimEnd().Length;
    }

    /// <summary>Whether a bracket of the line is open before a place. Quotes do not count: what is wrong then is how far a mark goes.</summary>
    private static bool IsInFlow(string text, int start)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, start);
        return before.Count('{') + before.Count('[') > before.Count('}') + before.Count(']');
    }

    private static string Decode(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes.AsSpan(3)),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes.AsSpan(2)),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2)),
        _ => Encoding.UTF8.GetString(bytes),
    };
}
