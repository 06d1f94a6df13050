using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Selectors;

namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>The table of <see cref="SelectorWorld"/>: a selector on each line, and a JSON object of labels on each line.</summary>
internal static class SelectorFiles
{
    public static IEnumerable<(string Path, byte[] Text)> Files() =>
    [
        ("selectors.txt", Lines(SelectorWorld.Texts)),
        ("labels.jsonl", Lines(SelectorWorld.LabelSets().Select(Json))),
    ];

    private static string Json(LabelSet labels) =>
        new JsonObject(labels.Select(label => KeyValuePair.Create<string, JsonNode?>(label.Key, label.Value))).ToJsonString();

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
