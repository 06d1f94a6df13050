namespace Fuzzing.Tests;

/// <summary>Changes texts a little, or much.</summary>
/// <param name="words">What to put into them.</param>
/// <param name="others">What to mix them with.</param>
internal sealed class Mutator(IReadOnlyList<string> words, IReadOnlyList<string> others)
{
    private const int MostRepetitions = 1 << 14;

    private static readonly string[] s_odd =
    [
        "0", "-1", "1", "255", "256", "65535", "65536", "2147483647", "2147483648", "-2147483649", "4294967296", "9223372036854775808", "18446744073709551616", "1e999", "-0", "0x10", "1.5", "NaN",
        "null", "true", "\"\"", "''", "{}", "[]", "[[]]", "{\"a\":{}}", "\"", "'", "\\", "\\u0000", "\\uD83D", "\\", "\0", "\t", "\r\n", "\n", "\n\n", "\n---\n", "...", "- ", ": ", " #", "&a ", "*a", "<<: *a", "!!str ", "|\n", ">-\n",
        "\uFEFF", "\u2028", "\u0085", "é", "😀", "\uDCFF", "\uDC80", "\uDCC3", "\uD83D", "/", "//", "/0", "/32", "/129", ":", "::", "0.0.0.0/0", "::/0", "255.255.255.255", "{", "}", "[", "]", "(", ")", "!", ",", ";", "=", "==", "*", "%", "$", "-", "--", " ", "",
    ];

    /// <summary>A text changed in one to eight places.</summary>
    public string Change(string text, int longest, Random random)
    {
        for (int left = 1 << random.Next(4); left > 0; left--)
        {
            text = Once(text, longest, random);
            text = text.Length > longest ? text[..longest] : text;
        }

        return text;
    }

    private string Once(string text, int longest, Random random)
    {
        (int from, int to) = Piece(text, random);
        string piece = text[from..to];
        return random.Next(10) switch
        {
            0 => text.Remove(from, piece.Length),
            1 => text.Insert(random.Next(text.Length + 1), piece),
            2 => Put(Repeated(piece, longest, random)),
            3 => Put(s_odd[random.Next(s_odd.Length)]),
            4 => text.Insert(from, s_odd[random.Next(s_odd.Length)]),
            5 => Put(words[random.Next(words.Count)]),
            6 => text.Insert(from, words[random.Next(words.Count)]),
            7 => Put(OfAnother(random)),
            8 => text[..from],
            _ => text.Length == 0 ? text : $"{text[..Math.Min(from, text.Length - 1)]}{(char)random.Next(0x80)}{text[Math.Min(from + 1, text.Length)..]}",
        };

        string Put(string other) => string.Concat(text.AsSpan(0, from), other, text.AsSpan(to));
    }

    private static string Repeated(string piece, int longest, Random random)
    {
        int times = Math.Min(random.Next(8) == 0 ? MostRepetitions : 1 << random.Next(8), longest / Math.Max(1, piece.Length));
        return string.Concat(Enumerable.Repeat(piece, times));
    }

    private string OfAnother(Random random)
    {
        string other = others[random.Next(others.Count)];
        (int from, int to) = Piece(other, random);
        return other[from..to];
    }

    /// <summary>A piece that is short most of the time, or whole lines.</summary>
    private static (int From, int To) Piece(string text, Random random)
    {
        int from = random.Next(text.Length + 1);
        if (random.Next(3) > 0)
        {
            return (from, Math.Min(text.Length, from + random.Next(1 << random.Next(8))));
        }

        int start = from == 0 ? 0 : text.LastIndexOf('\n', from - 1) + 1;
        int end = text.IndexOf('\n', from);
        return (start, end < 0 ? text.Length : end + 1);
    }
}
