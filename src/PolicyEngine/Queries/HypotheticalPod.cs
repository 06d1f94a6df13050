using System.Text;
using System.Text.Json;

namespace PolicyEngine.Queries;

/// <summary>
/// A pod that does not exist yet, named by its labels: <c>labels:app=web,tier=front@shop</c>. It is laid over the input, so
/// that everything is judged as if it were there.
/// </summary>
internal static class HypotheticalPod
{
    private const string Prefix = "labels:";
    private const int MaxNamespace = 63;

    public static bool IsReference(string reference) => reference.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The snapshot with the pods that a question names by their labels, and the question with their names.</summary>
    public static (PolicySnapshot Snapshot, Query Query, QueryError? Error) Lay(PolicySnapshot snapshot, Query query, CancellationToken cancellation)
    {
        if (snapshot.Origin is null)
        {
            return (snapshot, query, new QueryError("REFERENCE_INVALID", "pods that do not exist yet can be asked about only where the cluster was loaded from documents"));
        }

        var documents = new List<PolicySource>();
        string from = Named(query.From, "from", query.DefaultNamespace, documents, out QueryError? error);
        string to = error is null ? Named(query.To, "to", query.DefaultNamespace, documents, out error) : query.To;
        return error is not null
            ? (snapshot, query, error)
            : (snapshot.With(documents, null, cancellation).Snapshot, query with { From = from, To = to }, null);
    }

    private static string Named(string reference, string side, string defaultNamespace, List<PolicySource> documents, out QueryError? error)
    {
        error = null;
        if (!IsReference(reference))
        {
            return reference;
        }

        int at = reference.IndexOf('@', StringComparison.Ordinal);
        string @namespace = at < 0 ? defaultNamespace : reference[(at + 1)..];
        string list = reference[Prefix.Length..(at < 0 ? reference.Length : at)];
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string label in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = label.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !labels.TryAdd(label[..equals].Trim(), label[(equals + 1)..].Trim()))
            {
                error = new QueryError("REFERENCE_INVALID", $"`{label}` of `{reference}` is not a label; write labels:KEY=VALUE,...@NAMESPACE");
                return reference;
            }
        }

        if (@namespace.Length is 0 or > MaxNamespace || !@namespace.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            error = new QueryError("REFERENCE_INVALID", $"`{@namespace}` is not a namespace; write labels:KEY=VALUE,...@NAMESPACE");
            return reference;
        }

        string name = $"not-yet-{side}";
        documents.Add(PolicySource.FromText(reference, Document(@namespace, name, labels)));
        return $"{@namespace}/{name}";
    }

    private static string Document(string @namespace, string name, Dictionary<string, string> labels)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", "Pod");
            json.WriteStartObject("metadata");
            json.WriteString("name", name);
            json.WriteString("namespace", @namespace);
            json.WriteStartObject("labels");
            foreach ((string key, string value) in labels)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
