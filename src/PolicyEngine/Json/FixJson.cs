using System.Text.Json;
using PolicyEngine.Fixes;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>Writes proposed policies as members of the object at hand.</summary>
internal static class FixJson
{
    private const int MaxSideEffects = 20;

    public static void Write(Utf8JsonWriter json, FixAnswer answer)
    {
        json.WriteStartArray("fixes");
        foreach (PolicyFix fix in answer.Fixes)
        {
            Write(json, fix);
        }

        json.WriteEndArray();
        if (answer.Obstacle is { } obstacle)
        {
            json.WriteString("noFix", obstacle);
        }
    }

    private static void Write(Utf8JsonWriter json, PolicyFix fix)
    {
        json.WriteStartObject();
        json.WriteString("summary", fix.Summary);
        json.WriteString("yaml", fix.Yaml);
        json.WriteString("verdict", ResultWords.Of(fix.Verdict));
        json.WriteStartArray("notes");
        foreach (string note in fix.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteStartArray("sideEffects");
        foreach (SideEffect effect in fix.SideEffects.Take(MaxSideEffects))
        {
            Write(json, effect);
        }

        json.WriteEndArray();
        json.WriteNumber("sideEffectsTotal", fix.SideEffects.Length);
        json.WriteNumber("changedPairs", fix.ChangedPairs);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SideEffect effect)
    {
        json.WriteStartObject();
        json.WriteNumber("pairs", effect.Pairs);
        WriteUnlessEmpty(json, "allowed", effect.Allowed);
        WriteUnlessEmpty(json, "denied", effect.Denied);
        WriteUnlessEmpty(json, "unknown", effect.Unknown);
        WitnessJson.Write(json, effect.Source, effect.Destination, effect.Witness);
        json.WriteEndObject();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter json, string name, TrafficSet traffic)
    {
        if (!traffic.IsEmpty)
        {
            TrafficJson.Write(json, name, traffic);
        }
    }
}
