namespace PolicyEngine.Documents;

/// <summary>
/// Finds where tokens end in one line of YAML, for the forms that leave no doubt. Lines hold neither CR nor any other
/// break but the LF that ended them, which is not part of them.
/// </summary>
internal static class PlainYamlTokens
{
    /// <summary>What is not of a form known here.</summary>
    public const int Unknown = -1;

    /// <summary>A plain scalar may also begin with a dash before one of these.</summary>
    private static readonly bool[] s_plainStarts = BytesWhere(code => char.IsAsciiLetterOrDigit((char)code) || "_/.~$(+="u8.Contains(code) || !char.IsAscii((char)code));

    /// <summary>All bytes that are part of a plain scalar wherever in it they stand.</summary>
    private static readonly bool[] s_plain = BytesWhere(code => code >= ' ' && code != 0x7F && !":#*"u8.Contains(code));

    private static readonly bool[] s_plainInFlow = BytesWhere(code => char.IsAsciiLetterOrDigit((char)code) || "_/.~$()+=- "u8.Contains(code));

    public static bool IsEntry(ReadOnlySpan<byte> line, int at) => line[at] == '-' && EndsWord(line, at + 1);

    public static int SkipSpaces(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && line[at] == ' ')
        {
            at++;
        }

        return at;
    }

    /// <summary>Whether nothing but spaces and a comment follows the token that ends here.</summary>
    public static bool EndsLine(ReadOnlySpan<byte> line, int at)
    {
        int next = SkipSpaces(line, at);
        return next == line.Length || (line[next] == '#' && next > at);
    }

    /// <summary>The colon that makes the token that ends here a key, or <see cref="Unknown"/>.</summary>
    public static int FindColon(ReadOnlySpan<byte> line, int at)
    {
        int next = SkipSpaces(line, at);
        return next < line.Length && line[next] == ':' && EndsWord(line, next + 1) ? next : Unknown;
    }

    /// <summary>The end of the plain or quoted scalar that begins here.</summary>
    public static int EndOfScalar(ReadOnlySpan<byte> line, int start) =>
        line[start] is (byte)'"' or (byte)'\'' ? EndOfQuoted(line, start) : EndOfPlain(line, start);

    /// <summary>The same within brackets.</summary>
    public static int EndOfScalarInFlow(ReadOnlySpan<byte> line, int start)
    {
        if (start < line.Length && line[start] is (byte)'"' or (byte)'\'')
        {
            return EndOfQuoted(line, start);
        }

        if (!StartsPlain(line, start))
        {
            return Unknown;
        }

        int end = Skip(line, start, s_plainInFlow);
        return end == start || end == line.Length ? Unknown : TrimEnd(line, start, end);
    }

    private static int EndOfPlain(ReadOnlySpan<byte> line, int start)
    {
        if (!StartsPlain(line, start))
        {
            return Unknown;
        }

        int at = start;
        while (true)
        {
            at = Skip(line, at, s_plain);
            if (at == line.Length)
            {
                return TrimEnd(line, start, at);
            }

            bool beginsWord = line[at - 1] == ' ';
            switch (line[at])
            {
                case (byte)':' when EndsWord(line, at + 1):
                case (byte)'#' when beginsWord:
                    return TrimEnd(line, start, at);
                case (byte)':':
                case (byte)'#':
                case (byte)'*' when !beginsWord:
                    at++;
                    break;
                default:
                    return Unknown;
            }
        }
    }

    private static bool StartsPlain(ReadOnlySpan<byte> line, int start)
    {
        int first = start < line.Length && line[start] == '-' ? start + 1 : start;
        return first < line.Length && (s_plainStarts[line[first]] || (first > start && line[first] == '-'));
    }

    private static int EndOfQuoted(ReadOnlySpan<byte> line, int start)
    {
        byte quote = line[start];
        int at = start + 1;
        while (true)
        {
            int next = line[at..].IndexOfAny(quote, (byte)'\\');
            if (next < 0)
            {
                return Unknown;
            }

            at += next;
            if (line[at] == quote)
            {
                bool isDoubled = at + 1 < line.Length && line[at + 1] == quote;
                return isDoubled ? Unknown : at + 1;
            }

            at += quote == '"' ? 2 : 1;
            if (at > line.Length)
            {
                return Unknown;
            }
        }
    }

    private static bool EndsWord(ReadOnlySpan<byte> line, int at) => at == line.Length || line[at] == ' ';

    private static int TrimEnd(ReadOnlySpan<byte> line, int start, int end) => start + line[start..end].TrimEnd((byte)' ').Length;

    private static int Skip(ReadOnlySpan<byte> line, int at, bool[] bytes)
    {
        while (at < line.Length && bytes[line[at]])
        {
            at++;
        }

        return at;
    }

    /// <summary>For each byte whether it is among them. Tokens are short: a table is as fast as searching with vectors, and needs no time to start.</summary>
    private static bool[] BytesWhere(Func<byte, bool> isIn)
    {
        bool[] bytes = new bool[byte.MaxValue + 1];
        for (int code = 0; code < bytes.Length; code++)
        {
            bytes[code] = isIn((byte)code);
        }

        return bytes;
    }
}
