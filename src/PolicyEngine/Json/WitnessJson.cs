using System.Text.Json;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>Writes one concrete flow as the member <c>witness</c> of the object at hand.</summary>
internal static class WitnessJson
{
    public static void Write(Utf8JsonWriter json, string source, string destination, in Flow flow)
    {
        TrafficPoint traffic = flow.Traffic;
        json.WriteStartObject("witness");
        json.WriteString("from", source);
        json.WriteString("to", destination);
        if (flow.Destination.Via is { } entry)
        {
            json.WriteString("via", entry.ToString());
        }

        WriteAddress(json, "fromAddress", flow.Source.Address);
        WriteAddress(json, "toAddress", flow.Destination.Address);
        if (flow.Source.Family == IpFamily.V6)
        {
            json.WriteString("family", "IPv6");
        }

        json.WriteString("protocol", traffic.Protocol.Name);
        if (traffic.Protocol.HasPorts)
        {
            json.WriteNumber("port", traffic.Major);
        }
        else if (traffic.Protocol.IsIcmp)
        {
            json.WriteNumber("icmpType", traffic.Major);
            json.WriteNumber("icmpCode", traffic.Minor);
        }

        if (flow.Http is { } request)
        {
            RequestJson.Write(json, request);
        }

        json.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter json, string name, IpAddress? address)
    {
        if (address is { } known)
        {
            json.WriteString(name, known.ToString());
        }
    }
}
