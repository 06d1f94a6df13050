using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PolicyEngine.Json;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Reads overlays, strictly: a member that is passed over would change the question.</summary>
/// <param name="most">How many documents there may be, and how many objects to take away.</param>
/// <param name="hasQuestion">Whether something must be asked over it.</param>
internal sealed class OverlayReader(int most, bool hasQuestion)
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    private readonly string _members = hasQuestion ? "`question`, `documents` and `without`" : "`documents` and `without`";

    /// <summary>Whether the body of a question is an overlay.</summary>
    public static bool IsOverlay(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            bool isObject = json.Read() && json.TokenType == JsonTokenType.StartObject;
            while (isObject && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("question"u8) || json.ValueTextEquals("documents"u8) || json.ValueTextEquals("without"u8))
                {
                    return true;
                }

                json.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Who reads the question says what is wrong with it, half a pair of surrogates in a name included.
        }

        return false;
    }

    /// <summary>Reads the body of a request; an empty one lays nothing over.</summary>
    /// <returns>Null where <paramref name="problem"/> says what is wrong.</returns>
    public Overlay? Read(ReadOnlyMemory<byte> body, out Problem? problem)
    {
        problem = null;
        if (body.IsEmpty && !hasQuestion)
        {
            return new Overlay([], []);
        }

        string text = Encoding.UTF8.GetString(body.Span);
        if (!Utf8.IsValid(body.Span) || JsonText.HasLoneSurrogate(text))
        {
            problem = Problem.Body("the body is not UTF-8, or has half of a pair of surrogates");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, s_options);
            return Read(document.RootElement, out problem);
        }
        catch (JsonException exception)
        {
            problem = Problem.Body(string.Create(CultureInfo.InvariantCulture, $"the body is not JSON, or names a member twice: error in line {exception.LineNumber + 1}"));
            return null;
        }
    }

    private Overlay? Read(JsonElement root, out Problem? problem)
    {
        problem = root.ValueKind == JsonValueKind.Object ? null : Problem.Body($"the body is no object with {_members}");
        var overlay = new Overlay([], []);
        foreach (JsonProperty member in problem is null ? [.. root.EnumerateObject()] : Array.Empty<JsonProperty>())
        {
            overlay = Take(overlay, member, out problem);
            if (overlay is null)
            {
                return null;
            }
        }

        problem ??= hasQuestion && overlay.Question.IsEmpty ? Problem.Body("`question` is missing") : null;
        return problem is null ? overlay : null;
    }

    private Overlay? Take(Overlay overlay, JsonProperty member, out Problem? problem)
    {
        problem = null;
        if (hasQuestion && member.Name == "question")
        {
            return overlay with { Question = Encoding.UTF8.GetBytes(member.Value.GetRawText()) };
        }

        problem = member.Name is not ("documents" or "without") ? Problem.Body($"`{member.Name}` is no member of the body; it has {_members}")
            : member.Value.ValueKind != JsonValueKind.Array ? Problem.Body($"`{member.Name}` is no list")
            : member.Value.GetArrayLength() > most ? Problem.TooMuch(most, member.Name)
            : null;
        if (problem is not null)
        {
            return null;
        }

        JsonElement[] items = [.. member.Value.EnumerateArray()];
        bool isDocuments = member.Name == "documents";
        if (!Array.TrueForAll(items, item => item.ValueKind == JsonValueKind.String || (isDocuments && item.ValueKind == JsonValueKind.Object)))
        {
            problem = Problem.Body(isDocuments ? "`documents` has something that is neither text nor an object" : "`without` has something that is no text");
            return null;
        }

        return isDocuments ? overlay with { Documents = [.. items.Select(SourceOf)] } : overlay with { Without = [.. items.Select(item => item.GetString()!)] };
    }

    private static PolicySource SourceOf(JsonElement document, int place) => PolicySource.FromText(
        string.Create(CultureInfo.InvariantCulture, $"documents[{place}]"), document.ValueKind == JsonValueKind.String ? document.GetString()! : document.GetRawText());
}
