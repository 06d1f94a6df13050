using System.Globalization;

namespace PolicyEngine.Benchmarks.Comparison;

/// <summary>Compares the results of two runs of benchmarks, in two directories.</summary>
internal static class RunComparison
{
    /// <summary>By how much a benchmark may be slower, unless said otherwise.</summary>
    public const double DefaultFactor = 1.3;

    private const string Heading = "benchmark";

    /// <summary>
    /// Prints a table of ratios, and what the later run does not have. The exit status: 1 where a benchmark is slower by more than the factor,
    /// allocates more or is missing, 2 where there is nothing to compare.
    /// </summary>
    public static int Run(string before, string after, double factor, TextWriter output)
    {
        SortedDictionary<string, Figures> old = Figures.ReadAll(before);
        SortedDictionary<string, Figures> now = Figures.ReadAll(after);
        ComparedBenchmark[] compared =
        [
            .. from entry in now
               where old.ContainsKey(entry.Key)
               select new ComparedBenchmark(entry.Key, old[entry.Key], entry.Value),
        ];
        if (compared.Length == 0)
        {
            output.WriteLine("no benchmark is in both directories");
            return 2;
        }

        int width = Math.Max(Heading.Length, compared.Max(benchmark => benchmark.Name.Length));
        output.WriteLine($"{Heading.PadRight(width)}{"before",16}{"after",16}{"ratio",8}{"bytes before",16}{"bytes after",16}");
        foreach (ComparedBenchmark benchmark in compared)
        {
            output.WriteLine(Row(benchmark, width, factor));
        }

        string[] missing = [.. old.Keys.Where(name => !now.ContainsKey(name))];
        foreach (string name in missing)
        {
            output.WriteLine($"{name} is missing: it failed, or has another name");
        }

        return missing.Length > 0 || compared.Any(benchmark => benchmark.IsSlower(factor) || benchmark.AllocatesMore) ? 1 : 0;
    }

    private static string Row(ComparedBenchmark benchmark, int width, double factor)
    {
        (Figures before, Figures after) = (benchmark.Before, benchmark.After);
        string numbers = string.Create(
            CultureInfo.InvariantCulture, $"{before.Nanoseconds,13:F1} ns{after.Nanoseconds,13:F1} ns{benchmark.TimeRatio,8:F2}{before.Bytes,16}{after.Bytes,16}");
        string slower = benchmark.IsSlower(factor) ? "  slower" : "";
        string larger = benchmark.AllocatesMore ? "  allocates more" : "";
        return benchmark.Name.PadRight(width) + numbers + slower + larger;
    }
}
