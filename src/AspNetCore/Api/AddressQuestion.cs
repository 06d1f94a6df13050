using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyEngine.Json;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>A question that is written in the query of an address. It is made the question in JSON that it stands for, so that both are read alike.</summary>
internal static class AddressQuestion
{
    /// <summary>The parameters, which are the members of a question.</summary>
    public static ImmutableArray<string> Members { get; } =
        ["from", "to", "protocol", "port", "sourcePort", "icmpType", "icmpCode", "httpMethod", "httpPath"];

    /// <summary>Reads the question.</summary>
    public static QueryLine Read(ApiCall call)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, JsonText.LineOptions))
        {
            json.WriteStartObject();
            foreach (string member in Members)
            {
                if (call.Parameter(member) is { } value)
                {
                    Write(json, member, value);
                }
            }

            json.WriteEndObject();
        }

        return new QuestionReader(call.Api.DefaultNamespace).Read(text.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string member, string value)
    {
        bool isNumber = member is "port" or "sourcePort" or "icmpType" or "icmpCode";
        if (isNumber && ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            json.WriteNumber(member, number);
        }
        else
        {
            json.WriteString(member, value);
        }
    }
}
