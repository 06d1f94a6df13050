using System.Globalization;
using System.Text;
using PolicyEngine.Documents;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>
/// The hashes by which GitHub's code scanning knows lines again, as its upload action computes them: of the hundred characters
/// from the beginning of the line on, without blanks, as a number in base 37; a count tells equal ones apart.
/// </summary>
internal static class LineHashes
{
    private const int Length = 100;
    private const ulong Base = 37;

    /// <summary>The hash of each line of a text.</summary>
    public static string[] Of(string text)
    {
        (List<char> characters, List<int> starts) = Squeeze(text);
        ulong[] hashes = Roll(characters, starts);
        var counts = new Dictionary<ulong, int>();
        return [.. hashes.Select(hash =>
        {
            int count = counts[hash] = counts.GetValueOrDefault(hash) + 1;
            return string.Create(CultureInfo.InvariantCulture, $"{hash:x}:{count}");
        })];
    }

    /// <summary>The hash of each line of a file; none where it cannot be read.</summary>
    public static string[] OfFile(string file)
    {
        try
        {
            // A byte order mark counts as a character.
            return File.Exists(file) ? Of(Encoding.UTF8.GetString(WholeInput.ReadFile(file, ReadLimits.Default.MaxYamlBytes))) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The characters that count, with one for the end of the text, and where among them lines begin.</summary>
    private static (List<char> Characters, List<int> Starts) Squeeze(string text)
    {
        var characters = new List<char>(text.Length + 1);
        var starts = new List<int>();
        bool isLineStart = true;
        bool afterReturn = false;
        foreach (char character in text.Append(char.MaxValue))
        {
            if (character is ' ' or '\t' || (afterReturn && character == '\n'))
            {
                afterReturn = false;
                continue;
            }

            afterReturn = character == '\r';
            if (isLineStart)
            {
                starts.Add(characters.Count);
            }

            isLineStart = character is '\r' or '\n';
            characters.Add(isLineStart ? '\n' : character);
        }

        return (characters, starts);
    }

    private static ulong[] Roll(List<char> characters, List<int> starts)
    {
        unchecked
        {
            ulong leaving = 1;
            for (int count = 0; count < Length; count++)
            {
                leaving *= Base;
            }

            ulong[] hashes = new ulong[starts.Count];
            ulong hash = 0;
            int line = 0;
            for (int at = 0; line < starts.Count; at++)
            {
                // What follows the end counts as nought, and so does what is before the beginning.
                hash = (hash * Base) + At(at) - (leaving * At(at - Length));
                if (starts[line] == at - Length + 1)
                {
                    hashes[line++] = hash;
                }
            }

            return hashes;
        }

        ulong At(int index) => index >= 0 && index < characters.Count ? characters[index] : 0ul;
    }
}
