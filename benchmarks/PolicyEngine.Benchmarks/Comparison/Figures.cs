using System.Text.Json;

namespace PolicyEngine.Benchmarks.Comparison;

/// <summary>What one benchmark took, and what it allocates, per operation. The least time counts: neighbours only ever add to it.</summary>
internal readonly record struct Figures(double Nanoseconds, long Bytes)
{
    /// <summary>The figures of all benchmarks in BenchmarkDotNet's JSON files (<c>--exporters briefjson</c>) in a directory, by name.</summary>
    public static SortedDictionary<string, Figures> ReadAll(string directory)
    {
        var all = new SortedDictionary<string, Figures>(StringComparer.Ordinal);
        foreach (string file in Directory.GetFiles(directory, "*-report-brief.json"))
        {
            using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (JsonElement benchmark in report.RootElement.GetProperty("Benchmarks").EnumerateArray())
            {
                // One that failed has no statistics.
                if (benchmark.GetProperty("Statistics") is { ValueKind: JsonValueKind.Object } statistics)
                {
                    all[benchmark.GetProperty("FullName").GetString()!] = new Figures(statistics.GetProperty("Min").GetDouble(), BytesOf(benchmark));
                }
            }
        }

        return all;
    }

    private static long BytesOf(JsonElement benchmark) =>
        benchmark.TryGetProperty("Memory", out JsonElement memory) && memory.TryGetProperty("BytesAllocatedPerOperation", out JsonElement bytes) && bytes.ValueKind == JsonValueKind.Number
            ? bytes.GetInt64()
            : 0;
}
