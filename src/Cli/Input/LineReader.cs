using System.Text;

namespace PolicyEngine.Cli.Input;

/// <summary>What reading a line came to.</summary>
internal enum LineOutcome
{
    /// <summary>There is a line.</summary>
    Line,

    /// <summary>The line was too long and has been skipped.</summary>
    TooLong,

    /// <summary>There are no more lines.</summary>
    End,
}

/// <summary>Reads lines of bounded length, so that no input can fill memory.</summary>
/// <param name="input">Where to read.</param>
/// <param name="maxLength">The longest line, in UTF-16 code units without its end.</param>
/// <param name="beforeWaiting">Called when all that has arrived is used up and the next read may wait.</param>
internal sealed class LineReader(TextReader input, int maxLength, Action beforeWaiting)
{
    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _next;
    private int _end;

    public LineOutcome Read(out string line)
    {
        _line.Clear();
        bool tooLong = false;
        bool any = false;
        while (Fill())
        {
            any = true;
            ReadOnlySpan<char> available = _buffer.AsSpan(_next, _end - _next);
            int lineEnd = available.IndexOf('\n');
            ReadOnlySpan<char> piece = lineEnd < 0 ? available : available[..lineEnd];
            _next += lineEnd < 0 ? piece.Length : piece.Length + 1;

            // One more for the carriage return that may end the line.
            tooLong |= _line.Length + piece.Length > maxLength + 1;
            if (!tooLong)
            {
                _line.Append(piece);
            }

            if (lineEnd >= 0)
            {
                break;
            }
        }

        if (_line.Length > 0 && _line[^1] == '\r')
        {
            _line.Length--;
        }

        tooLong |= _line.Length > maxLength;
        line = tooLong ? "" : _line.ToString();
        return tooLong ? LineOutcome.TooLong : any ? LineOutcome.Line : LineOutcome.End;
    }

    private bool Fill()
    {
        if (_next < _end)
        {
            return true;
        }

        beforeWaiting();
        _next = 0;
        _end = input.Read(_buffer, 0, _buffer.Length);
        return _end > 0;
    }
}
