using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Cli.Output.Diff;
using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Writes what has changed: each connection with what it comes from and a flow that shows it.</summary>
internal static class ChangesJson
{
    private const int MaxChanges = 5000;

    public static void Write(Utf8JsonWriter json, ImmutableArray<ConnectionChange> changes)
    {
        json.WriteStartObject("changes");
        json.WriteNumber("total", changes.Length);
        json.WriteStartArray("list");
        foreach (ConnectionChange change in changes.Take(MaxChanges))
        {
            json.WriteStartObject();
            json.WriteString("kind", change.Kind switch { ChangeKind.Added => "added", ChangeKind.Removed => "removed", _ => "changed" });
            json.WriteString("from", change.From.Name);
            json.WriteString("to", change.To.Name);
            json.WriteString("old", WordsOf(change.Old));
            json.WriteString("new", WordsOf(change.New));
            json.WriteString("causes", string.Join("; ", change.Causes.Select(CauseWords.Of)));
            if (change.Witness is { } witness)
            {
                json.WriteString("witness", $"{witness.Source} -> {witness.Destination} {witness.Traffic}");
                Write(json, "before", witness.Old);
                Write(json, "now", witness.New);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string WordsOf(TrafficSet traffic) => traffic.IsEmpty ? "nothing" : traffic.Describe();

    /// <summary>The verdict, and the decision that tells most about it.</summary>
    private static void Write(Utf8JsonWriter json, string name, Verdict? verdict)
    {
        if (verdict is { } known)
        {
            (Directions half, Decision decision) = DecidingHalf.Of(known);
            json.WriteStartArray(name);
            json.WriteStringValue(ResultWords.Of(known.Kind));
            json.WriteRawValue(ReportDecision.Of(decision, half));
            json.WriteEndArray();
        }
    }
}
