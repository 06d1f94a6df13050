using System.Text;
using System.Text.Json;
using PolicyEngine.Selectors;

namespace PolicyEngine.Queries.Futures;

/// <summary>The documents that a pod and what it needs would be written in.</summary>
internal static class FutureDocuments
{
    public static IEnumerable<PolicySource> Of(FuturePod pod, string name)
    {
        if (pod.IsNewNamespace)
        {
            yield return Document("Namespace", null, pod.Namespace, pod.NamespaceLabels, null);
        }

        if (pod.ServiceAccountLabels.Count > 0)
        {
            yield return Document("ServiceAccount", pod.Namespace, pod.ServiceAccount, pod.ServiceAccountLabels, null);
        }

        yield return Document("Pod", pod.Namespace, name, pod.Labels, pod.ServiceAccount);
    }

    private static PolicySource Document(string kind, string? @namespace, string name, LabelSet labels, string? serviceAccount)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", kind);
            json.WriteStartObject("metadata");
            json.WriteString("name", name);
            if (@namespace is not null)
            {
                json.WriteString("namespace", @namespace);
            }

            json.WriteStartObject("labels");
            foreach ((string key, string value) in labels)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            if (serviceAccount is not null)
            {
                json.WriteStartObject("spec");
                json.WriteString("serviceAccountName", serviceAccount);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return PolicySource.FromText($"a {kind} that does not exist", Encoding.UTF8.GetString(stream.ToArray()));
    }
}
