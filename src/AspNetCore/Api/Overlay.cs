using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PolicyEngine.Json;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>What a request lays over the snapshot and takes away from it: <c>{"documents": [...], "without": [...]}</c>.</summary>
/// <param name="Documents">The documents, named <c>documents[0]</c> and so on.</param>
/// <param name="Without">The objects, such as <c>networkpolicy/shop/redis</c>.</param>
internal sealed record Overlay(ImmutableArray<PolicySource> Documents, ImmutableArray<string> Without)
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    public bool IsEmpty => Documents.IsEmpty && Without.IsEmpty;

    /// <summary>Reads the body of a request; an empty one lays nothing over.</summary>
    /// <returns>Null where <paramref name="problem"/> says what is wrong.</returns>
    public static Overlay? Read(ApiCall call, out Problem? problem)
    {
        problem = null;
        if (call.Body.IsEmpty)
        {
            return new Overlay([], []);
        }

        string text = Encoding.UTF8.GetString(call.Body.Span);
        if (!Utf8.IsValid(call.Body.Span) || JsonText.HasLoneSurrogate(text))
        {
            problem = Problem.Body("the body is not UTF-8, or has half of a pair of surrogates");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, s_options);
            return Read(document.RootElement, call.Api.Options.MaxDocuments, out problem);
        }
        catch (JsonException exception)
        {
            problem = Problem.Body(string.Create(CultureInfo.InvariantCulture, $"the body is not JSON, or names a member twice: error in line {exception.LineNumber + 1}"));
            return null;
        }
    }

    private static Overlay? Read(JsonElement root, int most, out Problem? problem)
    {
        problem = root.ValueKind == JsonValueKind.Object ? null : Problem.Body("the body is no object with `documents` and `without`");
        var overlay = new Overlay([], []);
        foreach (JsonProperty member in problem is null ? [.. root.EnumerateObject()] : Array.Empty<JsonProperty>())
        {
            problem = member.Value.ValueKind != JsonValueKind.Array ? Problem.Body($"`{member.Name}` is no list")
                : member.Value.GetArrayLength() > most ? Problem.TooMuch(most, member.Name)
                : null;
            if (problem is not null)
            {
                return null;
            }

            JsonElement[] items = [.. member.Value.EnumerateArray()];
            switch (member.Name)
            {
                case "documents" when Array.TrueForAll(items, item => item.ValueKind is JsonValueKind.String or JsonValueKind.Object):
                    overlay = overlay with { Documents = [.. items.Select(SourceOf)] };
                    break;
                case "without" when Array.TrueForAll(items, item => item.ValueKind == JsonValueKind.String):
                    overlay = overlay with { Without = [.. items.Select(item => item.GetString()!)] };
                    break;
                default:
                    problem = Problem.Body(member.Name switch
                    {
                        "documents" => "`documents` has something that is neither text nor an object",
                        "without" => "`without` has something that is no text",
                        _ => $"`{member.Name}` is no member of the body; it has `documents` and `without`",
                    });
                    return null;
            }
        }

        return problem is null ? overlay : null;
    }

    private static PolicySource SourceOf(JsonElement document, int place) => PolicySource.FromText(
        string.Create(CultureInfo.InvariantCulture, $"documents[{place}]"), document.ValueKind == JsonValueKind.String ? document.GetString()! : document.GetRawText());
}
