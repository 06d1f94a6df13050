namespace PolicyEngine.Renderers.Reading;

/// <summary>Finds the line and column of places in a text that is read from front to back.</summary>
internal sealed class BytePositions
{
    private long _reached;
    private int _line = 1;
    private long _lineStart;

    /// <summary>The line and column of a byte, which is not before the last one asked for.</summary>
    public (int Line, int Column) Of(ReadOnlySpan<byte> bytes, long place)
    {
        for (; _reached < place; _reached++)
        {
            if (bytes[(int)_reached] == (byte)'\n')
            {
                _line++;
                _lineStart = _reached + 1;
            }
        }

        return (_line, (int)(place - _lineStart) + 1);
    }
}
