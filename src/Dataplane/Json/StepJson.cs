using System.Text.Json;
using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;

namespace PolicyEngine.Dataplane.Json;

/// <summary>Writes what is particular to each kind of step.</summary>
internal static class StepJson
{
    public static void Write(Utf8JsonWriter json, WalkStep step)
    {
        switch (step)
        {
            case RoutedStep { Route: var route }:
                json.WritePropertyName("route");
                Route(json, route);
                break;
            case ResolvedStep resolved:
                Members(json, ("device", resolved.Device), ("nextHop", $"{resolved.NextHop}"), ("mac", $"{resolved.Mac}"), ("answerer", resolved.Answerer));
                break;
            case ForwardingStep { Entry: var entry }:
                Members(json, ("device", entry.Device), ("mac", $"{entry.Mac}"), ("machine", $"{entry.Destination}"));
                break;
            case EncapsulatedStep wrapped:
                Members(json, ("device", wrapped.Device));
                break;
            case DecapsulatedStep unwrapped:
                Members(json, ("device", unwrapped.Device));
                break;
            case ReceivedStep received:
                Members(json, ("device", received.Device));
                break;
            case SwitchedStep switched:
                Members(json, ("bridge", switched.Bridge), ("port", switched.Port));
                break;
            case SentStep sent:
                Members(json, ("device", sent.Device), ("sourceMac", $"{sent.SourceMac}"), ("destinationMac", $"{sent.DestinationMac}"));
                json.WriteStartArray("frameLengths");
                foreach (int length in sent.FrameLengths)
                {
                    json.WriteNumberValue(length);
                }

                json.WriteEndArray();
                break;
            case TranslatedStep translated:
                Members(json, ("by", translated.By));
                json.WritePropertyName("before");
                PacketJson.Write(json, translated.Before);
                break;
            case FilteredStep filtered:
                Policies(json, filtered);
                break;
        }
    }

    private static void Route(Utf8JsonWriter json, Route route)
    {
        json.WriteStartObject();
        Members(json, ("destination", $"{route.Destination}"), ("kind", route.Kind.ToString().ToLowerInvariant()), ("gateway", route.Gateway?.ToString()), ("device", route.Device));
        Members(json, ("protocol", route.Protocol.ToString().ToLowerInvariant()), ("source", route.Source?.ToString()));
        json.WriteNumber("metric", route.Metric);
        json.WriteBoolean("onLink", route.OnLink);
        json.WriteEndObject();
    }

    private static void Policies(Utf8JsonWriter json, FilteredStep step)
    {
        Members(json, ("hook", step.Hook.ToString().ToLowerInvariant()));
        json.WriteBoolean("isEstablished", step.Decision is null);
        json.WriteStartArray("policies");
        foreach (ChainDecision chain in step.Decision?.Chains ?? [])
        {
            json.WriteStartObject();
            Members(json, ("chain", chain.Chain), ("outcome", chain.Decision.Outcome.ToString().ToLowerInvariant()), ("reason", chain.Decision.Reason.ToText()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes those that there are.</summary>
    private static void Members(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        foreach ((string name, string? value) in members)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }
    }
}
