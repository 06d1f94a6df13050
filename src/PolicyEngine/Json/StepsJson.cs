using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.Json;

/// <summary>Writes the steps of an explanation, in order.</summary>
internal static class StepsJson
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<TraceStep> steps)
    {
        json.WriteStartArray("steps");
        foreach (TraceStep step in steps)
        {
            Write(json, step);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, TraceStep step)
    {
        json.WriteStartObject();
        json.WriteString("step", Kind(step.Kind));
        if (step.Depth > 0)
        {
            json.WriteNumber("depth", step.Depth);
        }

        if (step.Stage is { } stage)
        {
            json.WriteString("hostEndpoint", stage.HostEndpoint.Name);
            json.WriteString("family", stage.Family.ToString());
        }

        if (step.Tier is not null)
        {
            json.WriteString("tier", step.Tier.Name);
        }

        if (step.Policy is not null)
        {
            json.WriteString("policy", step.Policy.Name.ToString());
        }

        if (step.Profile is not null)
        {
            json.WriteString("profile", step.Profile.Name);
        }

        if (step.Rule is not null)
        {
            json.WriteString("rule", step.Rule.Path);
            json.WriteString("action", step.Rule.Action.ToString());
            json.WriteString("matches", Match(step.Match));
        }
        else if (step.Action is { } action)
        {
            json.WriteString("action", action.ToString());
        }

        if ((step.Rule?.Span ?? step.Policy?.Span) is { } span)
        {
            PlaceJson.Write(json, span);
        }

        if (step.Rule is { Span.IsNone: false } written)
        {
            json.WriteString("yamlPath", written.YamlPath);
        }

        if (step.Mismatch is not null)
        {
            MismatchJson.Write(json, step.Mismatch);
        }

        json.WriteString("detail", step.Detail);
        json.WriteEndObject();
    }

    private static string Kind(TraceStepKind kind) => kind switch
    {
        TraceStepKind.Tier => "tier",
        TraceStepKind.Staged => "staged",
        TraceStepKind.NotUnderstood => "not-understood",
        TraceStepKind.NoRule => "no-rule",
        TraceStepKind.Rule => "rule",
        TraceStepKind.EndOfTier => "end-of-tier",
        TraceStepKind.NotGoverned => "not-governed",
        TraceStepKind.Stage => "stage",
        TraceStepKind.Alternative => "alternative",
        _ => throw new UnreachableException(),
    };

    private static string Match(RuleMatch match) => match switch
    {
        RuleMatch.No => "no",
        RuleMatch.Maybe => "maybe",
        RuleMatch.Yes => "yes",
        _ => throw new UnreachableException(),
    };
}
