using System.Text.Json;
using PolicyEngine.Cli.Output.Diff;
using PolicyEngine.Connectivity;
using PolicyEngine.Connectivity.Gates;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Output.Gates;

/// <summary>Writes what changes and what of it gates forbid as <c>{"changes","violations"}</c>.</summary>
internal static class GateJson
{
    public static void Write(Utf8JsonWriter json, IEnumerable<ConnectionChange> changes, IEnumerable<GateViolation> violations)
    {
        json.WriteStartObject();
        json.WritePropertyName("changes");
        DiffJson.Write(json, changes);
        json.WriteStartArray("violations");
        foreach (GateViolation violation in violations)
        {
            Write(json, violation);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GateViolation violation)
    {
        json.WriteStartObject();
        json.WriteString("gate", violation.Gate.Name);
        if (violation.Gate.Why.Length > 0)
        {
            json.WriteString("why", violation.Gate.Why);
        }

        json.WriteString("file", violation.Gate.Span.File);
        json.WriteNumber("line", violation.Gate.Span.Line);
        json.WriteString("change", violation.Kind == ChangeKind.Added ? "added" : "changed");
        json.WriteString("from", violation.From.Name);
        json.WriteString("to", violation.To.Name);
        TrafficJson.Write(json, "gained", violation.Gained);
        DiffJson.WriteWitness(json, GateWitness.NameOf(violation.From), GateWitness.NameOf(violation.To), violation.Witness);
        DiffJson.WriteVerdict(json, "decidedBy", violation.Verdict);
        json.WriteEndObject();
    }
}
