using System.Globalization;
using PolicyEngine.Benchmarks.Comparison;

namespace Benchmarks.Tests;

public sealed class RunComparisonTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("comparison");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(100, 1000, 0)]
    [InlineData(129, 1000, 0)]
    [InlineData(131, 1000, 1)]
    [InlineData(50, 1000, 0)]
    [InlineData(100, 1005, 0)]
    [InlineData(100, 1020, 1)]
    [InlineData(100, 10, 0)]
    public void Slower_than_by_the_factor_or_allocating_more_is_worse(double nanoseconds, long bytes, int status) =>
        Assert.Equal(status, Compare([("A.B", 100, 1000)], [("A.B", nanoseconds, bytes)], out _));

    [Fact]
    public void What_allocated_nothing_must_not_allocate() => Assert.Equal(1, Compare([("A.B", 100, 0)], [("A.B", 100, 1)], out _));

    [Fact]
    public void The_factor_can_be_given() => Assert.Equal(0, Compare([("A.B", 100, 0)], [("A.B", 199, 0)], out _, factor: 2));

    [Fact]
    public void One_row_tells_what_is_worse()
    {
        Compare([("A.B", 100, 0), ("A.C", 10, 8)], [("A.B", 200, 0), ("A.C", 10, 16)], out string output);
        Assert.Equal(
            """
            benchmark          before           after   ratio    bytes before     bytes after
            A.B              100.0 ns        200.0 ns    2.00               0               0  slower
            A.C               10.0 ns         10.0 ns    1.00               8              16  allocates more

            """,
            output);
    }

    [Fact]
    public void A_new_benchmark_is_not_compared() => Assert.Equal(0, Compare([("A.B", 100, 0)], [("A.B", 100, 0), ("A.New", 1000, 9)], out _));

    [Fact]
    public void A_benchmark_that_is_missing_or_failed_is_told()
    {
        Assert.Equal(1, Compare([("A.B", 100, 0), ("A.Gone", 1, 0)], [("A.B", 100, 0)], out string output));
        Assert.Contains("A.Gone is missing", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_have_no_benchmark_in_common_are_an_error() => Assert.Equal(2, Compare([("A.B", 100, 0)], [("A.C", 100, 0)], out _));

    [Fact]
    public void A_benchmark_that_failed_has_no_figures()
    {
        string directory = Write("failed", """{"Benchmarks": [{"FullName": "A.B", "Statistics": null, "Memory": null}]}""");
        Assert.Empty(Figures.ReadAll(directory));
    }

    private int Compare((string Name, double Nanoseconds, long Bytes)[] before, (string Name, double Nanoseconds, long Bytes)[] after, out string output, double factor = RunComparison.DefaultFactor)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        int status = RunComparison.Run(Write("before", Report(before)), Write("after", Report(after)), factor, writer);
        output = writer.ToString();
        return status;
    }

    private static string Report((string Name, double Nanoseconds, long Bytes)[] benchmarks) => $$"""
        {"Title": "made", "Benchmarks": [{{string.Join(", ", benchmarks.Select(benchmark => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"FullName": "{{{benchmark.Name}}}", "Statistics": {"Min": {{{benchmark.Nanoseconds}}} }, "Memory": {"BytesAllocatedPerOperation": {{{benchmark.Bytes}}} } }""")))}}]}
        """;

    private string Write(string name, string report)
    {
        string directory = _directory.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(directory, "Made-report-brief.json"), report);
        return directory;
    }
}
