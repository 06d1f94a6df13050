using System.Diagnostics;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Linting;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>Measures all lint rules on the shape of a vendor's scale test, and which of them take long.</summary>
internal static class LintRun
{
    private const int Shown = 8;

    public static void Run()
    {
        string yaml = ScaleShape.Yaml();
        LoadResult input = Load(yaml);
        Measure.Time($"read {Measure.Size(yaml.Length)} for the linter", 3, 1, () => Load(yaml));
        int count = 0;
        Measure.Time("lint, 2,400 pods, 4,800 policies", 3, 1, () => count = new Linter().Run(Load(yaml)).Findings.Length);
        Console.WriteLine($"    {count} findings");

        new Linter().Run(input);
        var times = new List<(string Id, TimeSpan Time)>();
        foreach (ILintRule rule in BuiltInRules.All)
        {
            long start = Stopwatch.GetTimestamp();
            new Linter([rule]).Run(input);
            times.Add((rule.Descriptor.Id, Stopwatch.GetElapsedTime(start)));
        }

        Console.WriteLine($"    alone: {string.Join(", ", times.OrderByDescending(entry => entry.Time).Take(Shown).Select(entry => $"{entry.Id} {entry.Time.TotalMilliseconds:F0} ms"))}");
    }

    private static LoadResult Load(string yaml) => new PolicyLoader(LoadOptions.Default with { KeepsText = true }).LoadText(yaml);
}
