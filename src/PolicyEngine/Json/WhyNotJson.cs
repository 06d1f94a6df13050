using System.Text.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Json;

/// <summary>Writes the rules that came nearest to letting a flow through; at most three.</summary>
internal static class WhyNotJson
{
    public static void Write(Utf8JsonWriter json, WhyNot whyNot)
    {
        json.WriteStartArray("whyNot");
        foreach (NearestRule rule in whyNot.Nearest)
        {
            Write(json, rule);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, NearestRule nearest)
    {
        TraceStep step = nearest.Step;
        Rule rule = step.Rule!;
        json.WriteStartObject();
        if (step.Policy is { } policy)
        {
            json.WriteString("tier", step.Tier!.Name);
            json.WriteString("policy", policy.Name.ToString());
            json.WriteString("apiGroup", policy.Name.ApiGroup);
        }
        else
        {
            json.WriteString("profile", step.Profile!.Name);
        }

        json.WriteString("rule", rule.Path);
        json.WriteString("action", rule.Action.ToString());
        PlaceJson.Write(json, rule.Span);
        json.WriteString("yamlPath", rule.YamlPath);
        if (nearest.Alternatives > 1)
        {
            json.WriteNumber("alternatives", nearest.Alternatives);
        }

        MismatchJson.Write(json, step.Mismatch!);
        json.WriteEndObject();
    }
}
