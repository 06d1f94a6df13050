using System.Collections.Immutable;
using System.Text;

namespace PolicyEngine.Linting;

/// <summary>Applies fixes to the texts they are for.</summary>
public static class LintFixes
{
    /// <summary>
    /// The texts that change, as they are afterwards. A fix is applied as a whole or not at all: of fixes that change the same
    /// place the first is applied, and one whose place is not in the texts is not.
    /// </summary>
    /// <param name="texts">The texts by the names that the input gave them.</param>
    /// <param name="fixes">The fixes, the more important first.</param>
    public static ImmutableSortedDictionary<string, string> Apply(IReadOnlyDictionary<string, string> texts, IEnumerable<LintFix> fixes)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(fixes);
        var edited = new Dictionary<string, EditedText>(StringComparer.Ordinal);
        foreach (LintFix fix in fixes)
        {
            Apply(texts, fix, edited);
        }

        return edited.Where(pair => pair.Value.IsChanged).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
    }

    private static void Apply(IReadOnlyDictionary<string, string> texts, LintFix fix, Dictionary<string, EditedText> edited)
    {
        var added = new List<(EditedText Text, PlacedEdit Edit)>();
        foreach (TextEdit edit in fix.Edits)
        {
            string file = edit.Start.File ?? "";
            if (!edited.TryGetValue(file, out EditedText? text) && texts.TryGetValue(file, out string? content))
            {
                text = new EditedText(content);
                edited.Add(file, text);
            }

            if (text?.Place(edit) is not { } placed || !text.MayAdd(placed))
            {
                added.ForEach(entry => entry.Text.Remove(entry.Edit));
                return;
            }

            if (text.Add(placed))
            {
                added.Add((text, placed));
            }
        }
    }

    /// <summary>An edit by its place in the text.</summary>
    private readonly record struct PlacedEdit(int Start, int End, string Replacement);

    /// <summary>A text with the edits that it is to have.</summary>
    private sealed class EditedText(string text)
    {
        private readonly List<int> _lines = LinesOf(text);
        private readonly SortedList<int, PlacedEdit> _edits = [];

        public bool IsChanged => _edits.Count > 0;

        /// <summary>Null where the text has no such place.</summary>
        public PlacedEdit? Place(TextEdit edit) =>
            OffsetOf(edit.Start.Line, edit.Start.Column) is { } start && OffsetOf(edit.EndLine, edit.EndColumn) is { } end && start <= end
                ? new PlacedEdit(start, end, edit.Replacement)
                : null;

        /// <summary>Whether no other edit changes the same place otherwise.</summary>
        public bool MayAdd(PlacedEdit edit)
        {
            if (_edits.TryGetValue(edit.Start, out PlacedEdit same))
            {
                return same == edit;
            }

            int next = NextAfter(edit.Start);
            return (next == 0 || _edits.Values[next - 1].End <= edit.Start) && (next == _edits.Count || edit.End <= _edits.Keys[next]);
        }

        /// <summary>Whether the edit is new.</summary>
        public bool Add(PlacedEdit edit) => _edits.TryAdd(edit.Start, edit);

        public void Remove(PlacedEdit edit) => _edits.Remove(edit.Start);

        public override string ToString()
        {
            var changed = new StringBuilder(text.Length);
            int done = 0;
            foreach (PlacedEdit edit in _edits.Values)
            {
                changed.Append(text, done, edit.Start - done).Append(edit.Replacement);
                done = edit.End;
            }

            return changed.Append(text, done, text.Length - done).ToString();
        }

        private int NextAfter(int start)
        {
            int low = 0;
            int high = _edits.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = _edits.Keys[middle] <= start ? (middle + 1, high) : (low, middle);
            }

            return low;
        }

        private int? OffsetOf(int line, int column)
        {
            if (line < 1 || line > _lines.Count || column < 1)
            {
                return null;
            }

            int offset = _lines[line - 1] + column - 1;
            int end = line < _lines.Count ? _lines[line] : text.Length + 1;
            return offset < end ? offset : null;
        }

        /// <summary>Where each line begins, by the line ends that readers of the input count.</summary>
        private static List<int> LinesOf(string text)
        {
            List<int> lines = [text.StartsWith('\uFEFF') ? 1 : 0];
            for (int index = 0; index < text.Length; index++)
            {
                bool isEnd = text[index] is '\n' or '\f' or '\u0085' or '\u2028' or '\u2029' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n'));
                if (isEnd)
                {
                    lines.Add(index + 1);
                }
            }

            return lines;
        }
    }
}
