namespace Architecture.Tests;

/// <summary>One idea a file: large files are a sign of several.</summary>
public sealed class SizeBudgetTests
{
    private const int LongestFile = 600;
    private const int MedianFile = 110;

    [Fact]
    public void No_library_file_is_longer_than_the_budget() =>
        Assert.Empty(Repository.Sources("src").Where(source => source.Lines.Length > LongestFile).Select(source => source.Path));

    [Fact]
    public void The_median_library_file_is_short()
    {
        int[] lengths = [.. Repository.Sources("src").Select(source => source.Lines.Length).Order()];

        Assert.True(lengths[lengths.Length / 2] <= MedianFile, $"the median is {lengths[lengths.Length / 2]} lines");
    }
}
