using System.Text.Json;
using TestKit;

namespace Dataplane.Tests;

/// <summary>The step sequences of a corpus file.</summary>
internal static class IpamCase
{
    private static readonly Dictionary<string, JsonElement> Cases = new(StringComparer.Ordinal);

    /// <summary>The names of the cases of a file below the corpus folder of this library.</summary>
    public static TheoryData<string> NamesOf(string file)
    {
        TheoryData<string> names = [];
        if (Corpus.Missing("dataplane") is not null)
        {
            return names;
        }

        foreach (JsonElement entry in Read(file))
        {
            string id = entry.GetProperty("id").GetString()!;
            Cases[id] = entry;
            names.Add(id);
        }

        return names;
    }

    public static JsonElement Named(string id) => Cases[id];

    public static IEnumerable<JsonElement> Read(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf("dataplane", file))).RootElement.GetProperty("cases").EnumerateArray();
}
