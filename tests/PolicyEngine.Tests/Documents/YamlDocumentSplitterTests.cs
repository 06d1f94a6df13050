using PolicyEngine.Documents;
using Xunit;

namespace PolicyEngine.Tests.Documents;

public sealed class YamlDocumentSplitterTests
{
    [Theory]
    [InlineData("one", "a: 1", "{a: I'1'}@1:1")]
    [InlineData("two", "a: 1\n---\nb: 2\n", "{a: I'1'}@1:1 {b: I'2'}@3:1")]
    [InlineData("leading marker", "---\na: 1\n---\nb: 2", "{a: I'1'}@2:1 {b: I'2'}@4:1")]
    [InlineData("text after the marker", "--- {a: 1}\n--- # note\nb: 2\n---\t\nc: 3", "{a: I'1'}@1:5 {b: I'2'}@3:1 {c: I'3'}@5:1")]
    [InlineData("end marker", "a: 1\n...\nb: 2\n... # end\n---\nc: 3\n...\n", "{a: I'1'}@1:1 {b: I'2'}@3:1 {c: I'3'}@6:1")]
    [InlineData("end marker first", "...\n...\na: 1", "{a: I'1'}@3:1")]
    [InlineData("empty documents", "---\n---\n\n---\n# only a comment\n---\nnull\n---\na: 1\n---\n---", "{a: I'1'}@9:1")]
    [InlineData("empty input", "", "")]
    [InlineData("comments only", "# a\n# b\n", "")]
    [InlineData("carriage returns", "a: 1\r\n---\r\nb: 2\r\n...\r\nc: 3\r\n", "{a: I'1'}@1:1 {b: I'2'}@3:1 {c: I'3'}@5:1")]
    [InlineData("byte order mark", "\uFEFFa: 1\n---\nb: 2", "{a: I'1'}@1:1 {b: I'2'}@3:1")]
    [InlineData("directive", "%YAML 1.1\n---\na: 1\n---\nb: 2", "{a: I'1'}@3:1 {b: I'2'}@5:1")]
    [InlineData("comment and directive", "# c\n\n%TAG ! tag:x,2000:\n# d\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2", "{a: I'1'}@6:1 {b: I'2'}@10:1")]
    [InlineData("no marker", "a: ---\nb: |\n  ---\n  x\n---x: 1\n", "{a: \"---\", b: \"---\nx\n\", ---x: I'1'}@1:1")]
    [InlineData("marker ends block text", "a: |\n  x\n---\nb: 2", "{a: \"x\n\"}@1:1 {b: I'2'}@4:1")]
    public void A_stream_is_cut_into_its_documents(string what, string text, string expected)
    {
        var reading = Reading.Of(text);
        Assert.True(reading.Diagnostics.IsEmpty, $"{what}: {string.Join('\n', reading.Diagnostics)}");
        Assert.Equal(expected, Show(reading));
    }

    [Theory]
    [InlineData("a: 1\n---\nb: 2\n...\n%YAML 1.1\n---\nc: 3\n")]
    [InlineData("---\r\na: 'é😀'\r\n...\r\n---\r\n# x\r\n---\r\n- {b: c}\r\n")]
    [InlineData("{\"kind\": \"List\", \"items\": [{\"a\": \"é\\n\"}]}\n{\"b\": 1.5}")]
    public void It_does_not_matter_in_what_pieces_the_input_arrives(string text)
    {
        byte[] bytes = Reading.Utf8(text);
        string whole = Show(Reading.OfBytes(bytes));
        for (int size = 1; size < bytes.Length; size++)
        {
            Assert.Equal(whole, Show(Reading.OfStream(new PiecewiseStream(bytes, size))));
        }
    }

    [Fact]
    public void Documents_around_the_edge_of_the_buffer_are_whole()
    {
        for (int padding = 65_500; padding < 65_545; padding++)
        {
            var reading = Reading.Of($"a: {new string('x', padding)}\n---\nb: 2\n...\n---\nc: 3\n");
            Assert.Equal("1:1 3:1 6:1", string.Join(' ', reading.Documents.Select(d => $"{d.Span.Line}:{d.Span.Column}")));
        }
    }

    [Fact]
    public void An_input_above_the_limit_is_read_up_to_it()
    {
        string text = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"---\na: {i}\n"));
        var reading = Reading.Of(text, limits: new ReadLimits { MaxYamlBytes = 200_000 });
        Assert.InRange(reading.Documents.Count, 1, 20_000);
        Assert.Equal("PE1004", Assert.Single(reading.Diagnostics).Code);
    }

    [Fact]
    public void Documents_above_the_limit_are_left_out_with_a_diagnostic()
    {
        var limits = new ReadLimits { MaxDocuments = 3 };
        var reading = Reading.Of("a: 1\n---\na: [\n---\na: 3\n---\na: 4\n---\na: 5\n", limits: limits);
        Assert.Equal("{a: I'1'}\n{a: I'3'}", reading.Shown);
        Assert.Equal("PE1001 PE1004", reading.CodesOnly);
        Assert.Equal(3, Reading.Of("{\"kind\":\"List\",\"items\":[{},{},{},{}]}", limits: limits).Documents.Count);
    }

    private static string Show(Reading reading) =>
        string.Join(' ', reading.Documents.Select(d => $"{NodeNotation.Of(d)}@{d.Span.Line}:{d.Span.Column}"));
}
