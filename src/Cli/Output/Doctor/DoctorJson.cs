using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Cli.Output.Lint;
using PolicyEngine.Dataplane.Doctor;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Output.Doctor;

/// <summary>Writes faults of the network for programs.</summary>
internal static class DoctorJson
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<NetworkFinding> findings)
    {
        json.WriteStartArray();
        foreach (NetworkFinding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", ResultWords.Of(finding.Severity));
            json.WriteString("object", finding.Subject);
            json.WriteString("message", finding.Message);
            json.WriteString("hint", finding.Hint);
            PlaceJson.Write(json, finding.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
