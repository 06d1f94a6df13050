using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace PolicyEngine.Documents;

/// <summary>
/// Finds the comments of a text. What looks like one within a string is none. In a document that is not YAML, what stands before
/// the fault counts and nothing behind it.
/// </summary>
internal static class YamlComments
{
    private const int DeepestNesting = 512;

    /// <summary>Where comments begin, in the documents that hold a word; others are not looked at.</summary>
    public static IEnumerable<TextPosition> In(InputText text, string word)
    {
        IReadOnlyList<string> lines = text.Lines;
        for (int first = 0; first < lines.Count;)
        {
            int end = first + 1;
            bool holds = Holds(lines[first]);
            while (end < lines.Count && !BeginsOrEndsDocument(lines[end]))
            {
                holds |= Holds(lines[end]);
                end++;
            }

            if (holds)
            {
                foreach (TextPosition comment in In(string.Join('\n', lines.Skip(first).Take(end - first))))
                {
                    yield return comment with { Line = first + comment.Line };
                }
            }

            first = end;
        }

        bool Holds(string line) => line.Contains(word, StringComparison.Ordinal);
    }

    private static bool BeginsOrEndsDocument(string line) =>
        (line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("...", StringComparison.Ordinal)) && (line.Length == 3 || line[3] is ' ' or '\t');

    private static IEnumerable<TextPosition> In(string document)
    {
        // Without a last line end, some directives have no end for the scanner.
        var scanner = new Scanner(new StringReader(document + "\n"), skipComments: false);
        int depth = 0;
        while (depth <= DeepestNesting && TryMoveNext(scanner))
        {
            switch (scanner.Current)
            {
                case Comment comment:
                    yield return new TextPosition((int)comment.Start.Line, (int)comment.Start.Column);
                    break;
                case BlockMappingStart or BlockSequenceStart or FlowMappingStart or FlowSequenceStart:
                    depth++;
                    break;
                case BlockEnd or FlowMappingEnd or FlowSequenceEnd:
                    depth--;
                    break;
            }
        }
    }

    private static bool TryMoveNext(Scanner scanner)
    {
        try
        {
            return scanner.MoveNext();
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException or ArithmeticException or IndexOutOfRangeException)
        {
            // As for the reader of documents: the scanner's own checks are incomplete.
            return false;
        }
    }
}
