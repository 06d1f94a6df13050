namespace PolicyEngine.Tests.Loading;

/// <summary>A source whose objects were taken from the text beforehand says what it says when it is read by a load.</summary>
public class ReadBeforehandTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    public void As_much_is_told_of_the_text_however_much_is_wrong_with_it(int faults)
    {
        PolicySource source = PolicySource.FromText("in.yaml", string.Concat(Enumerable.Repeat("a: *b\n---\n", faults)));
        var loader = new PolicyLoader();

        Assert.Equal(Told(loader.Load([source])), Told(loader.Load([source.Read()])), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Told(LoadResult result) => result.Diagnostics.Select(diagnostic => diagnostic.ToString());
}
