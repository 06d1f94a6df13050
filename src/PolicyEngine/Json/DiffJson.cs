using System.Text.Json;
using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>Writes what changes as an array of <c>{"change","from","to","old","new","witness","decidedBy","causes"}</c>.</summary>
public static class DiffJson
{
    /// <summary>Writes all changes.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="changes">The changes.</param>
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
            json.WriteString("cause", CodeOf(cause.Kind));
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
    /// <param name="json">Where to write.</param>
    /// <param name="source">The sender, by name.</param>
    /// <param name="destination">The receiver, by name.</param>
    /// <param name="traffic">The traffic.</param>
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
    /// <param name="json">Where to write.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="verdict">The verdict.</param>
    public static void WriteVerdict(Utf8JsonWriter json, string name, Verdict? verdict)
    {
        if (verdict is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("verdict", ResultWords.Of(known.Kind));
        foreach ((string half, Decision decision) in ((string, Decision)[])[("egress", known.Egress), ("ingress", known.Ingress)])
        {
            json.WriteStartObject(half);
            json.WriteString("reason", decision.Reason.ToText());
            DecisionJson.Write(json, decision);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string CodeOf(ChangeCauseKind kind) => kind switch
    {
        ChangeCauseKind.PolicyAdded => "policy-added",
        ChangeCauseKind.PolicyRemoved => "policy-removed",
        ChangeCauseKind.PolicyEdited => "policy-edited",
        ChangeCauseKind.EndpointAdded => "endpoint-added",
        ChangeCauseKind.EndpointRemoved => "endpoint-removed",
        ChangeCauseKind.LabelsChanged => "labels-changed",
        _ => "cluster-changed",
    };
}
