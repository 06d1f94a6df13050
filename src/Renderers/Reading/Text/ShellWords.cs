using System.Collections.Immutable;
using System.Text;

namespace PolicyEngine.Renderers.Reading;

/// <summary>Cuts a line into words at blanks, as iptables-restore and ipset do: quotation marks hold blanks together.</summary>
internal static class ShellWords
{
    public static ImmutableArray<Word> Split(string line, int lineNumber, ProblemList problems)
    {
        ImmutableArray<Word>.Builder words = ImmutableArray.CreateBuilder<Word>();
        var text = new StringBuilder();
        int position = 0;
        while (position < line.Length)
        {
            if (char.IsWhiteSpace(line[position]))
            {
                position++;
                continue;
            }

            int start = position;
            bool quoted = false;
            bool open = false;
            text.Clear();
            for (; position < line.Length && (open || !char.IsWhiteSpace(line[position])); position++)
            {
                char letter = line[position];
                if (letter == '"')
                {
                    open = !open;
                    quoted = true;
                }
                else
                {
                    bool escapes = open && letter == '\\' && position + 1 < line.Length;
                    text.Append(escapes ? line[++position] : letter);
                }
            }

            if (open)
            {
                problems.Add(lineNumber, start + 1, "a quotation mark is not closed");
            }

            words.Add(new Word(text.ToString(), start + 1, quoted));
        }

        return words.ToImmutable();
    }
}
