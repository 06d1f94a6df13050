using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Cuts a line of an nft script into words, quoted texts and marks.</summary>
internal static class NftWords
{
    private const string Marks = "{}(),;|&^!=<>";

    private static readonly string[] s_pairs = ["==", "!=", "<=", ">=", "<<", ">>"];

    public static ImmutableArray<Word> Split(string line, int lineNumber, ProblemList problems)
    {
        ImmutableArray<Word>.Builder words = ImmutableArray.CreateBuilder<Word>();
        int position = 0;
        while (position < line.Length)
        {
            char letter = line[position];
            if (char.IsWhiteSpace(letter))
            {
                position++;
                continue;
            }

            int start = position;
            if (letter == '"')
            {
                int end = line.IndexOf('"', start + 1);
                if (end < 0)
                {
                    problems.Add(lineNumber, start + 1, "a quotation mark is not closed");
                    end = line.Length;
                }

                words.Add(new Word(line[(start + 1)..end], start + 1, IsQuoted: true));
                position = end + 1;
                continue;
            }

            position += Length(line, start);
            words.Add(new Word(line[start..position], start + 1, IsQuoted: false));
        }

        return words.ToImmutable();
    }

    private static int Length(string line, int start)
    {
        if (Marks.Contains(line[start], StringComparison.Ordinal))
        {
            return Array.Exists(s_pairs, pair => string.CompareOrdinal(line, start, pair, 0, 2) == 0) ? 2 : 1;
        }

        int end = start;
        while (end < line.Length && !char.IsWhiteSpace(line[end]) && line[end] != '"' && !Marks.Contains(line[end], StringComparison.Ordinal))
        {
            end++;
        }

        return end - start;
    }
}
