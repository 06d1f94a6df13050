using System.Text.Json;
using PolicyEngine.Json;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Selectors;

namespace PolicyEngine.Cli.Output;

/// <summary>Prints the answer about all pods there could be for programs.</summary>
internal sealed class EverJson(Utf8JsonWriter json)
{
    public void Write(EverAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("ever", FindingWords.Of(answer.Truth));
        json.WriteNumber("cases", answer.Cases);
        if (answer.Witness is { } pod)
        {
            json.WriteStartObject("witness");
            Write("labels", pod.Labels);
            json.WriteString("namespace", pod.Namespace);
            json.WriteBoolean("newNamespace", pod.IsNewNamespace);
            Write("namespaceLabels", pod.NamespaceLabels);
            json.WriteString("serviceAccount", pod.ServiceAccount);
            Write("serviceAccountLabels", pod.ServiceAccountLabels);
            json.WriteEndObject();
        }

        if (answer.Evidence is { } evidence)
        {
            json.WritePropertyName("evidence");
            new AnswerJson(json, evidence.Snapshot, ExplanationDepth.NearestRules, null, null).Write(evidence);
        }

        if (!answer.Doubts.IsEmpty)
        {
            json.WriteStartArray("doubts");
            foreach (string doubt in answer.Doubts)
            {
                json.WriteStringValue(doubt);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void Write(string name, LabelSet labels)
    {
        json.WriteStartObject(name);
        foreach ((string label, string value) in labels)
        {
            json.WriteString(label, value);
        }

        json.WriteEndObject();
    }
}
