using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Json;

/// <summary>Writes what is in force on endpoints as an array of objects.</summary>
/// <param name="json">Where to write.</param>
/// <param name="snapshot">What has the endpoints.</param>
public sealed class EndpointJson(Utf8JsonWriter json, PolicySnapshot snapshot)
{
    /// <summary>Writes all of them.</summary>
    public void Write(ImmutableArray<Endpoint> endpoints)
    {
        json.WriteStartArray();
        foreach (Endpoint endpoint in endpoints.IsDefault ? [] : endpoints)
        {
            Write(endpoint);
        }

        json.WriteEndArray();
    }

    private void Write(Endpoint endpoint)
    {
        json.WriteStartObject();
        json.WriteString("endpoint", endpoint.ToString());
        json.WriteString("kind", ResultWords.Of(endpoint.Kind));
        WriteUnlessEmpty("workload", endpoint.Workload);
        WriteUnlessEmpty("serviceAccount", endpoint.ServiceAccount);
        WriteUnlessEmpty("node", endpoint.Node);
        PlaceJson.Write(json, endpoint.Span);
        WriteStrings("addresses", endpoint.Addresses.Select(address => address.ToString()));
        WritePorts(endpoint.Ports);
        WriteStrings("profiles", endpoint.Profiles.Select(profile => profile.Name));
        json.WriteStartObject("labels");
        foreach ((string label, string value) in endpoint.Labels)
        {
            json.WriteString(label, value);
        }

        json.WriteEndObject();
        WriteDirection("egress", endpoint, Directions.Egress);
        WriteDirection("ingress", endpoint, Directions.Ingress);
        json.WriteEndObject();
    }

    private void WriteDirection(string name, Endpoint endpoint, Directions direction)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("governed", endpoint.IsGoverned);
        json.WriteStartArray("tiers");
        foreach (TierInForce segment in PoliciesInForce.On(snapshot, endpoint, direction))
        {
            json.WriteStartObject();
            json.WriteString("tier", segment.Tier.Name);
            WriteOrder(segment.Tier.Order);
            json.WriteString("defaultAction", segment.Tier.DefaultAction.ToString());
            json.WriteStartArray("policies");
            foreach (Policy policy in segment.Policies)
            {
                WritePolicy(policy, direction);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WritePolicy(Policy policy, Directions direction)
    {
        json.WriteStartObject();
        json.WriteString("policy", policy.Name.ToString());
        WriteUnlessEmpty("apiGroup", policy.Name.ApiGroup);
        WriteOrder(policy.Order);
        if (policy.IsStaged)
        {
            json.WriteBoolean("staged", true);
        }

        WriteUnlessEmpty("fault", policy.Fault?.Message ?? "");
        PlaceJson.Write(json, policy.Span);
        json.WriteStartArray("rules");
        foreach (Rule rule in policy.Rules(direction))
        {
            WriteRule(rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteRule(Rule rule)
    {
        var summary = RuleSummary.Of(rule);
        json.WriteStartObject();
        json.WriteString("rule", rule.Path);
        json.WriteString("action", summary.Action);
        json.WriteString("traffic", summary.Traffic);
        WriteUnlessEmpty("source", summary.Source);
        WriteUnlessEmpty("destination", summary.Destination);
        WriteUnlessEmpty("fault", rule.Fault?.Message ?? "");
        PlaceJson.Write(json, rule.Span);
        json.WriteEndObject();
    }

    private void WritePorts(ImmutableArray<EndpointPort> ports)
    {
        json.WriteStartArray("ports");
        foreach (EndpointPort port in ports)
        {
            json.WriteStartObject();
            json.WriteString("name", port.Name);
            json.WriteString("protocol", port.Protocol.Name);
            json.WriteNumber("port", port.Number);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // JSON has no infinity: what has no order comes last and has no member.
    private void WriteOrder(double order)
    {
        if (double.IsFinite(order))
        {
            json.WriteNumber("order", order);
        }
    }

    private void WriteUnlessEmpty(string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private void WriteStrings(string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
