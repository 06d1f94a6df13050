using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyEngine.Specification;

/// <summary>Writes some words of policies wrong in ways that the linter can mend.</summary>
public sealed class Misspelling(Dice dice)
{
    private const int Percent = 25;

    /// <summary>The documents, some words of Kubernetes policies written wrong.</summary>
    public static IEnumerable<JsonObject> Of(IEnumerable<JsonObject> documents, Dice dice) => documents.Select(document =>
        document["apiVersion"]!.GetValue<string>() == "networking.k8s.io/v1" && document["kind"]!.GetValue<string>() == "NetworkPolicy"
            ? (JsonObject)new Misspelling(dice).Node("", document)
            : document);

    private JsonNode Node(string field, JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(Key(entry.Key), (JsonNode?)Node(entry.Key, entry.Value!)))),
        JsonArray list => new JsonArray([.. list.Select(item => Node(field, item!))]),
        _ when !dice.Chance(Percent) => node.DeepClone(),
        _ => Scalar(field, node),
    };

    private string Key(string key) => dice.Chance(Percent) ? key switch
    {
        "ingress" => "ingres",
        "egress" => "Egress",
        "ports" => "prots",
        "from" => "form",
        _ => key,
    }
    : key;

    private static JsonNode Scalar(string field, JsonNode value) => (field, value.GetValueKind()) switch
    {
        ("port", JsonValueKind.Number) => JsonValue.Create(value.ToJsonString()),
        ("protocol" or "policyTypes", _) => JsonValue.Create(value.GetValue<string>().ToLowerInvariant()),
        ("cidr" or "except", _) when value.GetValue<string>().EndsWith(".0/24", StringComparison.Ordinal) =>
            JsonValue.Create(value.GetValue<string>().Replace(".0/24", ".7/24", StringComparison.Ordinal)),
        _ => value.DeepClone(),
    };
}
