using PolicyEngine.Documents;
using PolicyEngine.Text;
using Xunit;

namespace PolicyEngine.Tests.Documents;

public sealed class JsonDocumentReaderTests
{
    [Theory]
    [InlineData("scalars", """{"a": "x", "b": 1, "c": -1.5, "d": 1e3, "e": true, "f": false, "g": null}""", "{a: \"x\", b: I'1', c: F'-1.5', d: F'1e3', e: B'true', f: B'false', g: N'null'}")]
    [InlineData("nesting", """{"a": [1, [2], {"b": {}}], "c": []}""", "{a: [I'1', [I'2'], {b: {}}], c: []}")]
    [InlineData("escapes", """{"a\u0062": "\"\\\/\b\u00e9\ud83d\ude00"}""", "{ab: \"\"\\/\bé😀\"}")]
    [InlineData("words stay strings", """{"a": "yes", "b": "80", "<<": {"c": 1}}""", "{a: \"yes\", b: \"80\", <<: {c: I'1'}}")]
    [InlineData("values in a row", "{\"a\": 1}{\"b\": 2}\n {\"c\": 3} ", "{a: I'1'}\n{b: I'2'}\n{c: I'3'}")]
    [InlineData("lines", "{\"a\": 1}\r\n\r\n{\"b\": 2}\r\n", "{a: I'1'}\n{b: I'2'}")]
    [InlineData("array of objects", """[{"a": 1}, {"b": [2]}, {"kind": "List", "items": [{"c": 3}]}]""", "{a: I'1'}\n{b: [I'2']}\n{c: I'3'}")]
    [InlineData("empty array", "[]", "")]
    [InlineData("nothing", " \n", "")]
    [InlineData("byte order mark", "\uFEFF{\"a\": 1}", "{a: I'1'}")]
    public void Values_are_read(string what, string text, string expected)
    {
        foreach (string file in new[] { "in.json", "<stdin>", "in.ndjson" })
        {
            var reading = Reading.Of(text, file);
            Assert.True(reading.Diagnostics.IsEmpty, $"{what}: {string.Join('\n', reading.Diagnostics)}");
            Assert.Equal(expected, reading.Shown);
        }
    }

    [Theory]
    [InlineData("""{"\ud83d": 1}""")]
    [InlineData("""{"kind": "List", "\udc00": [], "items": []}""")]
    [InlineData("""{"items\ud83d": [{"a": 1}]}""")]
    public void A_name_with_half_of_a_surrogate_pair_costs_its_document(string text)
    {
        Reading reading = Reading.Of(text + "\n{\"b\": 2}\n", "in.json");
        Assert.Equal("{b: I'2'}", reading.Shown);
        Assert.Equal("PE1006", Assert.Single(reading.Diagnostics).Code);
    }

    [Fact]
    public void Every_value_keeps_the_place_where_it_begins()
    {
        var reading = Reading.Of("\uFEFF{\"é😀\": [1, \"é\\u00e9é\", 2],\r\n  \"b\": {\n\"c\": null}}\n  {\"d\": [ ]}", "in.json");
        IEnumerable<string> places = reading.Documents.SelectMany(NodeNotation.All).Select(n => $"{n.Span.Line}:{n.Span.Column}");
        Assert.Equal("1:1 1:2 1:9 1:10 1:13 1:25 2:3 2:8 3:1 3:6 4:3 4:4 4:9", string.Join(' ', places));
    }

    [Theory]
    [InlineData("{\"a\": 1,}", "1:9 PE1002")]
    [InlineData("{\"a\": 1 // c\n}", "1:9 PE1002")]
    [InlineData("{\n  \"é\": é\n}", "2:8 PE1002")]
    [InlineData("{\"a\": 'x'}", "1:7 PE1002")]
    [InlineData("{a: b}", "1:2 PE1002")]
    [InlineData("{\"a\": 01}", "1:8 PE1002")]
    [InlineData("{\"a\": \"x\ny\"}", "1:9 PE1002")]
    [InlineData("{\"a\": [1, 2}", "1:12 PE1002")]
    [InlineData("[{\"a\": 1},]", "1:11 PE1002")]
    [InlineData("\n kind: Pod", "2:2 PE1002")]
    [InlineData("\"text\"", "1:1 PE1002")]
    [InlineData("{\"a\": \"\\ud800\"}", "1:7 PE1006")]
    [InlineData("{\"a\": 1, \"a\": 2}", "1:10 PE1003")]
    [InlineData("[1, {}, null]", "1:2 PE1012\n1:9 PE1012")]
    public void A_fault_is_a_diagnostic_with_a_place(string text, string codes)
    {
        var reading = Reading.Of(text, "in.json");
        Assert.Equal(codes, reading.Codes);
        Assert.All(reading.Diagnostics, d => Assert.False(d.Message.EndsWith('.') || d.Message.Contains("LineNumber", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fault_in_one_line_hides_no_other_line()
    {
        var reading = Reading.Of("{\"a\": 1}\n{\"b\": }\n{\"c\": 3}\n{\"d\": 4,\n{\"e\": 5}\nnonsense\n{\"f\": \"\\ud800\"}\n{\"g\": 7}\n", "in.jsonl");
        Assert.Equal("{a: I'1'}\n{c: I'3'}\n{e: I'5'}\n{g: I'7'}", reading.Shown);
        Assert.Equal("PE1002 PE1002 PE1002 PE1006", reading.CodesOnly);
    }

    [Fact]
    public void Items_before_the_place_where_a_list_breaks_off_are_used()
    {
        var reading = Reading.Of("""{"apiVersion": "v1", "items": [{"apiVersion": "v1", "kind": "Pod"}, {"apiVersion": "v1", """, "in.json");
        Assert.Equal("{apiVersion: \"v1\", kind: \"Pod\"}", reading.Shown);
        Assert.Equal("PE1002", Assert.Single(reading.Diagnostics).Code);
    }

    [Theory]
    [InlineData("yaml flow", "{a: b, c: [1, 2,],}", "{a: \"b\", c: [I'1', I'2']}")]
    [InlineData("comments", "{\"a\": 1, # one\n \"b\": 2}", "{a: I'1', b: I'2'}")]
    [InlineData("yaml array", "[{a: 1}, {b: 2}]", "{a: I'1'}\n{b: I'2'}")]
    [InlineData("documents between markers", "{\"a\": 1}\n---\n{\"b\": 2}\n---\nc: 3\n", "{a: I'1'}\n{b: I'2'}\n{c: I'3'}")]
    [InlineData("comment after", "{\"a\": 1}\n# end\n", "{a: I'1'}")]
    [InlineData("repeat reported once", "{\"a\": 1, \"b\": {\"c\": 1}, d: 2}", "{a: I'1', b: {c: I'1'}, d: I'2'}")]
    public void What_only_looks_like_json_is_read_as_yaml(string what, string text, string expected)
    {
        var reading = Reading.Of(text, "in.yaml");
        Assert.True(reading.Diagnostics.IsEmpty, $"{what}: {string.Join('\n', reading.Diagnostics)}");
        Assert.Equal(expected, reading.Shown);
    }

    [Fact]
    public void The_attempt_at_json_leaves_no_diagnostics_behind() =>
        Assert.Equal("1:10 PE1003", Reading.Of("{\"a\": 1, \"a\": 2, b: 3}").Codes);

    [Fact]
    public void Places_stay_right_where_json_goes_over_into_yaml()
    {
        var reading = Reading.Of("\n{\"a\":\n1} # é\n---\nb: [\n");
        Assert.Equal("{a: I'1'}", reading.Shown);
        Diagnostic fault = Assert.Single(reading.Diagnostics);
        Assert.Equal("PE1001", fault.Code);
        Assert.InRange(fault.Span.Line, 5, 6);
    }

    [Fact]
    public void A_value_above_a_limit_costs_its_item_only()
    {
        var limits = new ReadLimits { MaxScalarLength = 100, MaxNodes = 50, MaxDepth = 8 };
        string large = $$"""{"kind": "A", "apiVersion": "v1", "x": "{{new string('x', 101)}}"}""";
        string wide = $$"""{"kind": "B", "apiVersion": "v1", "x": [{{string.Join(',', Enumerable.Range(0, 60))}}]}""";
        string deep = $$"""{"kind": "C", "apiVersion": "v1", "x": {{new string('[', 9)}}{{new string(']', 9)}}}""";
        string good = """{"kind": "D", "apiVersion": "v1"}""";
        var reading = Reading.Of($$"""{"items": [{{large}}, {{wide}}, {{deep}}, {{good}}], "kind": "List"}""", "in.json", limits);
        Assert.Equal("{kind: \"D\", apiVersion: \"v1\"}", reading.Shown);
        Assert.Equal("PE1004 PE1004 PE1004", reading.CodesOnly);
    }
}
