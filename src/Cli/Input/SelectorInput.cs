using System.Globalization;
using PolicyEngine.Selectors;

namespace PolicyEngine.Cli.Input;

/// <summary>Reads a selector and labels from the command line.</summary>
internal static class SelectorInput
{
    // Longer expressions are shown around the fault only, so that the caret stays under it on any terminal.
    private const int ShownBefore = 50;
    private const int ShownAfter = 25;

    /// <exception cref="CommandFailedException">The expression is no selector; the message points at the place.</exception>
    public static Selector Parse(string expression)
    {
        if (Selector.TryParse(expression, out Selector? selector, out SelectorError? error))
        {
            return selector;
        }

        string position = (error.Offset + 1).ToString(CultureInfo.InvariantCulture);
        throw new CommandFailedException($"selector at character {position}: {error.Message}") { Detail = Point(expression, error) };
    }

    /// <summary>Reads <c>key=value</c> pairs separated by commas.</summary>
    /// <exception cref="CommandFailedException">A part is no such pair, or a label is given twice.</exception>
    public static LabelSet ParseLabels(IEnumerable<string> texts)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new CommandFailedException($"--labels: `{pair}` is not KEY=VALUE");
            }

            if (!labels.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                throw new CommandFailedException($"--labels: label `{pair[..equals]}` is given twice");
            }
        }

        return LabelSet.Create(labels);
    }

    private static IReadOnlyList<string> Point(string expression, SelectorError error)
    {
        int start = Math.Max(0, error.Offset - ShownBefore);
        int end = Math.Min(expression.Length, error.Offset + Math.Max(error.Length, ShownAfter));
        end = Math.Min(end, error.Offset + ShownBefore);

        // One character stays one column.
        string shown = string.Concat(expression[start..end].Select(character => char.IsControl(character) ? '?' : character));
        string before = start > 0 ? "..." : "";
        int carets = Math.Clamp(error.Length, 1, Math.Max(1, end - error.Offset));
        return
        [
            $"  {before}{shown}{(end < expression.Length ? "..." : "")}",
            $"  {new string(' ', before.Length + error.Offset - start)}{new string('^', carets)}",
        ];
    }
}
