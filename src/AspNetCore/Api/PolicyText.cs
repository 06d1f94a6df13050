namespace PolicyEngine.AspNetCore.Api;

/// <summary>Cuts an object out of the lines of its file: one of several documents, an item of a list, or JSON.</summary>
internal static class PolicyText
{
    /// <summary>The object that begins at a place, moved to the first column.</summary>
    /// <param name="lines">The lines of the file.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    public static string At(IReadOnlyList<string> lines, int line, int column) =>
        lines[line - 1].AsSpan(column - 1).StartsWith("{") ? InBraces(lines, line - 1, column - 1) : Block(lines, line - 1, column - 1);

    /// <summary>All lines that are indented as far as the first, up to the end of the document.</summary>
    private static string Block(IReadOnlyList<string> lines, int first, int indent)
    {
        var found = new List<string> { lines[first][indent..] };
        foreach (string line in lines.Skip(first + 1))
        {
            int blanks = line.Length - line.TrimStart(' ').Length;
            bool isContent = blanks < line.Length && line[blanks] != '#';
            if (line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("...", StringComparison.Ordinal) || (isContent && blanks < indent))
            {
                break;
            }

            found.Add(line[Math.Min(indent, blanks)..]);
        }

        return string.Join('\n', found).TrimEnd() + "\n";
    }

    /// <summary>All up to the brace that closes the first.</summary>
    private static string InBraces(IReadOnlyList<string> lines, int first, int start)
    {
        var found = new List<string>();
        int depth = 0;
        char quote = '\0';
        for (int number = first; number < lines.Count; number++)
        {
            string line = lines[number];
            int from = number == first ? start : 0;
            for (int place = from; place < line.Length; place++)
            {
                char letter = line[place];
                if (quote != '\0')
                {
                    place += quote == '"' && letter == '\\' ? 1 : 0;
                    quote = letter == quote ? '\0' : quote;
                }
                else if (letter is '"' or '\'' && IsOpening(line, place))
                {
                    quote = letter;
                }
                else if (letter is '{' or '}' && (depth += letter == '{' ? 1 : -1) == 0)
                {
                    found.Add(line[from..(place + 1)]);
                    return string.Join('\n', found) + "\n";
                }
            }

            found.Add(line[from..]);
        }

        return string.Join('\n', found) + "\n";
    }

    /// <summary>Whether a quote begins a text; within a plain one it is a letter like others.</summary>
    private static bool IsOpening(string line, int place) => line.AsSpan(0, place).TrimEnd() is [] or [.., '{' or '[' or ',' or ':'];
}
