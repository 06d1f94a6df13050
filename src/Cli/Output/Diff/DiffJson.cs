using System.Text.Json;
using PolicyEngine.Connectivity;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Diff;

/// <summary>Writes what changes as an array of <c>{"change","from","to","old","new","witness","decidedBy","causes"}</c>.</summary>
internal static class DiffJson
{
    public static void Write(Utf8JsonWriter json, IEnumerable<ConnectionChange> changes)
    {
        json.WriteStartArray();
        foreach (ConnectionChange change in changes)
        {
            Write(json, change);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ConnectionChange change)
    {
        json.WriteStartObject();
        json.WriteString("change", change.Kind switch { ChangeKind.Added => "added", ChangeKind.Removed => "removed", _ => "changed" });
        json.WriteString("from", change.From.Name);
        json.WriteString("to", change.To.Name);
        TrafficJson.Write(json, "old", change.Old);
        TrafficJson.Write(json, "new", change.New);
        if (change.Witness is { } witness)
        {
            WriteWitness(json, witness.Source, witness.Destination, witness.Traffic);
            json.WriteStartObject("decidedBy");
            WriteVerdict(json, "old", witness.Old);
            WriteVerdict(json, "new", witness.New);
            json.WriteEndObject();
        }

        json.WriteStartArray("causes");
        foreach (ChangeCause cause in change.Causes)
        {
            json.WriteStartObject();
            json.WriteString("cause", CauseWords.Code(cause.Kind));
            if (cause.Name.Length > 0)
            {
                json.WriteString("name", cause.Name);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a flow as <c>witness</c>.</summary>
    public static void WriteWitness(Utf8JsonWriter json, string source, string destination, TrafficPoint traffic)
    {
        json.WriteStartObject("witness");
        json.WriteString("from", source);
        json.WriteString("to", destination);
        Protocol protocol = traffic.Protocol;
        json.WriteString("protocol", protocol.Name);
        if (protocol.HasPorts)
        {
            json.WriteNumber("port", traffic.Major);
        }
        else if (protocol.IsIcmp)
        {
            json.WriteNumber("icmpType", traffic.Major);
            json.WriteNumber("icmpCode", traffic.Minor);
        }

        json.WriteEndObject();
    }

    /// <summary>The verdict and what decides each half; null where one of the two was not there.</summary>
    public static void WriteVerdict(Utf8JsonWriter json, string name, Verdict? verdict)
    {
        if (verdict is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("verdict", VerdictWords.Of(known.Kind));
        foreach ((string half, Compilation.Decision decision) in ((string, Compilation.Decision)[])[("egress", known.Egress), ("ingress", known.Ingress)])
        {
            json.WriteStartObject(half);
            json.WriteString("reason", Compilation.ReasonCodes.ToText(decision.Reason));
            DecisionJson.Write(json, decision);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
