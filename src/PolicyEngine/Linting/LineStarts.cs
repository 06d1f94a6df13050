using System.Buffers;

namespace PolicyEngine.Linting;

/// <summary>Where the lines of a text begin, as the readers of input count them.</summary>
internal sealed class LineStarts
{
    private static readonly SearchValues<char> s_ends = SearchValues.Create("\r\n\f\u0085\u2028\u2029");

    private readonly List<int> _starts = [0];
    private readonly string _text;

    public LineStarts(string text)
    {
        _text = text;
        int at = 0;
        while (text.AsSpan(at).IndexOfAny(s_ends) is >= 0 and var length)
        {
            at += length + (text[at + length] == '\r' && at + length + 1 < text.Length && text[at + length + 1] == '\n' ? 2 : 1);
            _starts.Add(at);
        }
    }

    /// <summary>The place of a line and column, counted from 1, in the text; -1 where it has no such place.</summary>
    public int OffsetOf(int line, int column)
    {
        if (line < 1 || line > _starts.Count || column < 1)
        {
            return -1;
        }

        // A byte order mark is no column.
        int start = _starts[line - 1] + (line == 1 && _text.StartsWith('\uFEFF') ? 1 : 0);
        int end = line == _starts.Count ? _text.Length : _starts[line];
        return column - 1 <= end - start ? start + column - 1 : -1;
    }
}
