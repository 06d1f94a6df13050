using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TestKit;

namespace Cli.Tests.Schemas;

/// <summary>
/// Checks JSON against a JSON schema. It knows the keywords that the schemas here use; another is a fault of the test, so that
/// nothing is passed over in silence.
/// </summary>
internal sealed class JsonSchema
{
    private static readonly string[] s_remarks = ["$schema", "$id", "id", "title", "description", "default", "definitions", "$defs", "examples"];

    private readonly JsonElement _root;

    private JsonSchema(JsonElement root) => _root = root;

    public static JsonSchema Read(params string[] path) => new(JsonDocument.Parse(File.ReadAllText(Path.Combine([RepositoryRoot.Path, .. path]))).RootElement);

    /// <summary>What is wrong, with the way to it; nothing where the value is valid.</summary>
    public IReadOnlyList<string> Check(JsonElement value)
    {
        var faults = new List<string>();
        Check(value, _root, "$", faults);
        return faults;
    }

    private void Check(JsonElement value, JsonElement schema, string path, List<string> faults)
    {
        if (schema.ValueKind is JsonValueKind.True)
        {
            return;
        }

        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!s_remarks.Contains(keyword.Name, StringComparer.Ordinal) && Fault(value, schema, keyword, path, faults) is { } fault)
            {
                faults.Add($"{path}: {fault}");
            }
        }
    }

    private string? Fault(JsonElement value, JsonElement schema, JsonProperty keyword, string path, List<string> faults)
    {
        JsonElement expected = keyword.Value;
        switch (keyword.Name)
        {
            case "$ref":
                Check(value, Resolve(expected.GetString()!), path, faults);
                return null;
            case "type":
                return IsOfType(value, expected) ? null : $"is {value.ValueKind}, expected {expected}";
            case "enum":
                return expected.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)) ? null : $"{value} is none of {expected}";
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() >= expected.GetDouble() ? null : $"{value} is less than {expected}";
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() <= expected.GetDouble() ? null : $"{value} is more than {expected}";
            case "minLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= expected.GetInt32() ? null : "is too short";
            case "minItems":
                return value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= expected.GetInt32() ? null : "has too few items";
            case "uniqueItems":
                return value.ValueKind != JsonValueKind.Array || !expected.GetBoolean() || AreUnique([.. value.EnumerateArray()]) ? null : "has equal items";
            case "pattern":
                return value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, expected.GetString()!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)) ? null : $"{value} does not match {expected}";
            case "format":
                return IsOfFormat(value, expected.GetString()!) ? null : $"{value} is no {expected}";
            case "required":
                string[] missing = [.. expected.EnumerateArray().Select(name => name.GetString()!).Where(name => value.ValueKind == JsonValueKind.Object && !value.TryGetProperty(name, out _))];
                return missing.Length == 0 ? null : $"lacks {string.Join(", ", missing)}";
            case "properties":
                CheckProperties(value, expected, path, faults);
                return null;
            case "additionalProperties":
                return CheckOthers(value, schema, expected, path, faults);
            case "items":
                CheckItems(value, expected, path, faults);
                return null;
            case "anyOf":
                return expected.EnumerateArray().Any(option => IsValid(value, option, path)) ? null : "matches no alternative";
            case "oneOf":
                return expected.EnumerateArray().Count(option => IsValid(value, option, path)) == 1 ? null : "matches not exactly one alternative";
            default:
                throw new NotSupportedException($"the schema uses `{keyword.Name}`");
        }
    }

    private bool IsValid(JsonElement value, JsonElement schema, string path)
    {
        var faults = new List<string>();
        Check(value, schema, path, faults);
        return faults.Count == 0;
    }

    private void CheckProperties(JsonElement value, JsonElement properties, string path, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (JsonProperty property in properties.EnumerateObject())
        {
            if (value.TryGetProperty(property.Name, out JsonElement own))
            {
                Check(own, property.Value, $"{path}.{property.Name}", faults);
            }
        }
    }

    private string? CheckOthers(JsonElement value, JsonElement schema, JsonElement expected, string path, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty other in value.EnumerateObject().Where(property => !schema.TryGetProperty("properties", out JsonElement known) || !known.TryGetProperty(property.Name, out _)))
        {
            if (expected.ValueKind == JsonValueKind.False)
            {
                return $"has `{other.Name}`, which is unknown";
            }

            Check(other.Value, expected, $"{path}.{other.Name}", faults);
        }

        return null;
    }

    private void CheckItems(JsonElement value, JsonElement schema, string path, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            Check(item, schema, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), faults);
        }
    }

    private JsonElement Resolve(string reference)
    {
        JsonElement at = _root;
        foreach (string step in reference.Split('/').Skip(1))
        {
            at = at.GetProperty(step);
        }

        return at;
    }

    private static bool IsOfType(JsonElement value, JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOfType(value, one))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            var other => throw new NotSupportedException($"the schema uses the type `{other}`"),
        };

    private static bool IsOfFormat(JsonElement value, string format) => value.ValueKind != JsonValueKind.String || format switch
    {
        "uri" => Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "uri-reference" => Uri.IsWellFormedUriString(value.GetString(), UriKind.RelativeOrAbsolute),
        "date" => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _),
        _ => throw new NotSupportedException($"the schema uses the format `{format}`"),
    };

    private static bool AreUnique(JsonElement[] items) =>
        !items.Where((item, index) => items.Take(index).Any(before => JsonElement.DeepEquals(before, item))).Any();
}
