using System.Globalization;
using PolicyEngine.Connectivity;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output.Diff;

/// <summary>Writes what changes for people, by cause: a line for each connection, with a flow that shows it.</summary>
internal static class DiffText
{
    public static void Write(TextPage page, IReadOnlyCollection<ConnectionChange> changes)
    {
        foreach (IGrouping<string, ConnectionChange> group in changes.GroupBy(change => string.Join("; ", change.Causes.Select(CauseWords.Of)), StringComparer.Ordinal))
        {
            page.Line($"{group.Key}:");
            foreach (ConnectionChange change in group)
            {
                Write(page, change);
            }
        }

        page.Line(changes.Count == 0 ? "nothing changes" : string.Create(CultureInfo.InvariantCulture, $"{changes.Count} {(changes.Count == 1 ? "change" : "changes")}"), Ink.Faint);
    }

    private static void Write(TextPage page, ConnectionChange change)
    {
        (string word, Ink ink) = change.Kind switch
        {
            ChangeKind.Added => ("added  ", Ink.Good),
            ChangeKind.Removed => ("removed", Ink.Bad),
            _ => ("changed", Ink.Doubt),
        };
        string traffic = change.Kind switch
        {
            ChangeKind.Added => change.New.Describe(),
            ChangeKind.Removed => change.Old.Describe(),
            _ => $"{change.Old.Describe()} -> {change.New.Describe()}",
        };
        page.Write("  ").Write(word, ink).Line($"  {change.From.Name} -> {change.To.Name}: {traffic}");
        if (change.Witness is { } witness)
        {
            page.Line($"           such as {witness.Source} -> {witness.Destination} {witness.Traffic}");
            Decided(page, "before", witness.Old);
            Decided(page, "now", witness.New);
        }
    }

    private static void Decided(TextPage page, string when, Verdict? verdict)
    {
        if (verdict is not { } known)
        {
            return;
        }

        (Directions half, Compilation.Decision decision) = DecidingHalf.Of(known);
        page.Write($"             {when} ").Write(ResultWords.Of(known.Kind), VerdictInk.Of(known.Kind)).Line($": {DecisionText.Of(decision, half)}");
    }
}
