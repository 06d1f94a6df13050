using System.Globalization;
using System.Text.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>One line of a file of queries: a question, or what is wrong with it; and the identifier to give back.</summary>
public sealed record QueryLine
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The question; null where <see cref="Error"/> is set.</summary>
    public Query? Query { get; private init; }

    /// <summary>What is wrong with the line; null where <see cref="Query"/> is set.</summary>
    public QueryError? Error { get; private init; }

    /// <summary>The identifier, any JSON, on one line; null where none is given.</summary>
    public string? IdJson { get; private init; }

    /// <summary>Reads a line. A member that is not known is an error: ignored, it would change the question.</summary>
    /// <param name="line">The line.</param>
    /// <param name="defaultNamespace">The namespace of names that give none.</param>
    public static QueryLine Parse(string line, string defaultNamespace) => Parse(line, defaultNamespace, "line");

    /// <summary>As <see cref="Parse(string, string)"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="defaultNamespace">The namespace of names that give none.</param>
    /// <param name="what">What errors call the text.</param>
    internal static QueryLine Parse(string text, string defaultNamespace, string what)
    {
        if (Surrogates.AnyAlone(text))
        {
            return Fail("QUERY_MALFORMED", $"a text in the {what} has half of a pair of surrogates", null);
        }

        JsonElement root;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, s_options);
            root = document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            long column = (exception.BytePositionInLine ?? 0) + 1;
            string line = exception.LineNumber is > 0 and { } before ? string.Create(CultureInfo.InvariantCulture, $" in line {before + 1}") : "";
            return Fail("QUERY_MALFORMED", string.Create(CultureInfo.InvariantCulture, $"the {what} is not JSON, or names a member twice: error{line} at byte {column}"), null);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return Fail("QUERY_MALFORMED", "a query is a JSON object with `from` and `to`", null);
        }

        string? idJson = root.TryGetProperty("id", out JsonElement given) ? JsonText.Text(given.WriteTo) : null;
        string? from = null;
        string? to = null;
        var query = new Query { From = "", To = "", DefaultNamespace = defaultNamespace };
        foreach (JsonProperty member in root.EnumerateObject())
        {
            string? problem = member.Name switch
            {
                _ when member.Value.ValueKind == JsonValueKind.Null => KnownName(member.Name),
                "id" => null,
                "from" => TakeString(member, text => from = text),
                "to" => TakeString(member, text => to = text),
                "protocol" => TakeProtocol(member, ref query),
                "port" => TakePort(member, ref query),
                "sourcePort" => TakeNumber(member, 1, ushort.MaxValue, number => query = query with { SourcePort = (ushort)number }),
                "icmpType" => TakeNumber(member, 0, byte.MaxValue, number => query = query with { IcmpType = (byte)number }),
                "icmpCode" => TakeNumber(member, 0, byte.MaxValue, number => query = query with { IcmpCode = (byte)number }),
                "httpMethod" => TakeString(member, method => query = query with { Http = new HttpRequest(method, query.Http?.Path) }),
                "httpPath" => TakeString(member, path => query = query with { Http = new HttpRequest(query.Http?.Method, path) }),
                _ => KnownName(member.Name),
            };
            if (problem is not null)
            {
                return Fail("QUERY_FIELD_INVALID", problem, idJson);
            }
        }

        if (from is null || to is null)
        {
            return Fail("QUERY_FIELD_INVALID", $"`{(from is null ? "from" : "to")}` is missing", idJson);
        }

        return Of(query with { From = from, To = to }, idJson);
    }

    /// <summary>A line that is a query.</summary>
    internal static QueryLine Of(Query query, string? idJson) => new() { Query = query, IdJson = idJson };

    /// <summary>A line that is no query.</summary>
    /// <param name="code">The code of the error.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="idJson">The identifier of the question; null where it has none.</param>
    public static QueryLine Fail(string code, string message, string? idJson) => new() { Error = new QueryError(code, message), IdJson = idJson };

    private static string? KnownName(string name) =>
        name is "id" or "from" or "to" or "protocol" or "port" or "sourcePort" or "icmpType" or "icmpCode" or "httpMethod" or "httpPath"
            ? null
            : $"`{name}` is not a member of a query; it has `from`, `to`, `protocol`, `port`, `sourcePort`, `icmpType`, `icmpCode`, `httpMethod`, `httpPath` and `id`";

    private static string? TakeString(JsonProperty member, Action<string> take)
    {
        if (member.Value.ValueKind != JsonValueKind.String)
        {
            return $"`{member.Name}` is not a string";
        }

        take(member.Value.GetString()!);
        return null;
    }

    private static string? TakeProtocol(JsonProperty member, ref Query query)
    {
        string text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
        query = query with { Protocols = TrafficWords.ParseProtocols(text, out string? problem) };
        return problem;
    }

    private static string? TakePort(JsonProperty member, ref Query query)
    {
        if (member.Value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
        {
            return "`port` is neither a number nor a name";
        }

        string text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
        query = query with { Port = text };
        return TrafficWords.CheckPort(text);
    }

    private static string? TakeNumber(JsonProperty member, int low, int high, Action<int> take)
    {
        if (member.Value.ValueKind != JsonValueKind.Number || !member.Value.TryGetInt32(out int number) || number < low || number > high)
        {
            return string.Create(CultureInfo.InvariantCulture, $"`{member.Name}` is not a number from {low} to {high}");
        }

        take(number);
        return null;
    }
}
