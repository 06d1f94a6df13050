using System.Collections.Immutable;
using System.Text;

namespace PolicyEngine.Linting;

/// <summary>Carries fixes out on text.</summary>
public static class LintFixes
{
    /// <summary>
    /// Applies fixes to the text of one file, in the order given. A fix is left out whole where one of its edits is about another
    /// file, lies outside the text or overlaps an edit of a fix before it.
    /// </summary>
    /// <param name="file">The name under which the text was linted.</param>
    /// <param name="text">The text as it was linted.</param>
    /// <param name="fixes">The fixes.</param>
    public static LintFixResult Apply(string file, string text, IEnumerable<LintFix> fixes)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fixes);
        var lines = new LineStarts(text);
        var taken = new SortedList<int, Cut>();
        var applied = ImmutableArray.CreateBuilder<LintFix>();
        foreach (LintFix fix in fixes)
        {
            if (CutsOf(fix, file, lines) is { } cuts && TryTake(cuts, taken))
            {
                applied.Add(fix);
            }
        }

        var changed = new StringBuilder(text.Length);
        int at = 0;
        foreach (Cut cut in taken.Values)
        {
            changed.Append(text, at, cut.Start - at).Append(cut.Replacement);
            at = cut.End;
        }

        return new LintFixResult(changed.Append(text, at, text.Length - at).ToString(), applied.ToImmutable());
    }

    private static Cut[]? CutsOf(LintFix fix, string file, LineStarts lines)
    {
        var cuts = new List<Cut>();
        foreach (TextEdit edit in fix.Edits)
        {
            int start = lines.OffsetOf(edit.Start.Line, edit.Start.Column);
            int end = lines.OffsetOf(edit.EndLine, edit.EndColumn);
            if (edit.Start.File != file || start < 0 || end < start)
            {
                return null;
            }

            cuts.Add(new Cut(start, end, edit.Replacement));
        }

        return cuts.Count == 0 ? null : [.. cuts];
    }

    /// <summary>Takes all cuts or none. Two that begin at one place overlap: it would be open which text comes first.</summary>
    private static bool TryTake(Cut[] cuts, SortedList<int, Cut> taken)
    {
        int count = 0;
        foreach (Cut cut in cuts)
        {
            if (Overlaps(cut, taken))
            {
                foreach (Cut before in cuts.Take(count))
                {
                    taken.Remove(before.Start);
                }

                return false;
            }

            taken.Add(cut.Start, cut);
            count++;
        }

        return true;
    }

    private static bool Overlaps(Cut cut, SortedList<int, Cut> taken)
    {
        int low = 0;
        int high = taken.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (taken.Keys[middle] < cut.Start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        bool reachesNext = low < taken.Count && (taken.Keys[low] == cut.Start || taken.Keys[low] < cut.End);
        return reachesNext || (low > 0 && taken.Values[low - 1].End > cut.Start);
    }

    private readonly record struct Cut(int Start, int End, string Replacement);
}
