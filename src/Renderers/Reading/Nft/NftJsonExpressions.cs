using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads expressions of nft's JSON. The depth of JSON is limited, so recursion is too.</summary>
internal static class NftJsonExpressions
{
    public static NftExpression Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return new NftBits([.. json.EnumerateArray().Select(Read)]);
        }

        if (((JsonElement?)json).Text() is { } text)
        {
            return text.StartsWith('@') ? new NftSetName(text[1..]) : new NftLiteral(text, IsQuoted: true);
        }

        return json.Single() is var (name, value) ? Named(name, value) : new NftUnknown(json.ValueKind.ToString());
    }

    /// <summary>Reads a set or map in braces, or the elements of one.</summary>
    public static NftSet Set(JsonElement? items) => new([.. items.Items().Select(Element)]);

    private static NftExpression Named(string name, JsonElement value) => name switch
    {
        "payload" => new NftField(value.TextOf("protocol"), value.TextOf("field")),
        "meta" => new NftField("meta", value.TextOf("key")),
        "ct" => new NftField("ct", value.TextOf("key")),
        "fib" => new NftFib([.. value.Get("flags").Items().Select(flag => ((JsonElement?)flag).Text() ?? "")], value.TextOf("result")),
        "concat" => new NftConcat([.. ((JsonElement?)value).Items().Select(Read)]),
        "set" => Set(value),
        "prefix" => new NftLiteral($"{value.TextOf("addr")}/{value.TextOf("len")}", IsQuoted: true),
        "range" => Range([.. ((JsonElement?)value).Items()]),
        "elem" when value.Get("val") is { } inner => Read(inner),
        "&" or "|" or "^" => Binary(name[0], [.. ((JsonElement?)value).Items()]),
        _ => new NftUnknown(name),
    };

    private static NftExpression Range(JsonElement[] ends) =>
        ends.Length == 2 && Read(ends[0]) is NftLiteral low && Read(ends[1]) is NftLiteral high
            ? new NftLiteral($"{low.Text}-{high.Text}", IsQuoted: true)
            : new NftUnknown("range");

    private static NftExpression Binary(char sign, JsonElement[] operands) =>
        operands.Length is < 2 or > NftExpressionReader.MostOperands
            ? new NftUnknown(sign.ToString())
            : operands.Skip(1).Aggregate(Read(operands[0]), (left, right) => new NftBinary(sign, left, Read(right)));

    private static NftElement Element(JsonElement json)
    {
        JsonElement[] pair = json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [];
        return pair.Length == 2
            ? new NftElement(Read(pair[0]), NftJsonStatements.Verdict(pair[1]) ?? new UnknownEffect("verdict"))
            : new NftElement(Read(json), Verdict: null);
    }
}
