using PolicyEngine.Documents;
using PolicyEngine.Text;
using Xunit;

namespace PolicyEngine.Tests.Documents;

public sealed class YamlDocumentReaderTests
{
    [Theory]
    [InlineData("block and flow", "a: 1\nb: [x, 'y']\nc: {d: true}", "{a: I'1', b: [\"x\", \"y\"], c: {d: B'true'}}")]
    [InlineData("quoted and block text is a string", "a: \"80\"\nb: 'no'\nc: |\n  80\nd: >-\n  a\n  b", "{a: \"80\", b: \"no\", c: \"80\n\", d: \"a b\"}")]
    [InlineData("escapes", "a: \"\\u00e9\\t\\x41\\U0001F600\"", "{a: \"é\tA😀\"}")]
    [InlineData("absent value is null", "a:\nb: ~", "{a: N'', b: N'~'}")]
    [InlineData("explicit tags", "a: !!str 80\nb: !!int \"80\"\nc: !!float 1\nd: !mine 80\ne: ! 80", "{a: \"80\", b: I'80', c: F'1', d: \"80\", e: I'80'}")]
    [InlineData("alias", "a: &x [1, {b: c}]\nd: *x", "{a: [I'1', {b: \"c\"}], d: [I'1', {b: \"c\"}]}")]
    [InlineData("alias of a scalar, as key too", "a: &x y1\n*x : *x", "{a: \"y1\", y1: \"y1\"}")]
    [InlineData("anchor defined again", "a: &x 1\nb: *x\nc: &x 2\nd: *x", "{a: I'1', b: I'1', c: I'2', d: I'2'}")]
    [InlineData("merge of one", "a: &x {p: 1, q: 2}\nb:\n  q: 3\n  <<: *x\n  r: 4", "{a: {p: I'1', q: I'2'}, b: {q: I'3', r: I'4', p: I'1'}}")]
    [InlineData("merge of several, first wins", "b:\n  <<: [{p: 1}, {p: 2, q: 3}]", "{b: {p: I'1', q: I'3'}}")]
    [InlineData("two merges", "b:\n  <<: {p: 1}\n  <<: {p: 2, q: 3}", "{b: {p: I'1', q: I'3'}}")]
    [InlineData("merge through merge", "a: &a {p: 1}\nb: &b {<<: *a, q: 2}\nc: {<<: *b}", "{a: {p: I'1'}, b: {q: I'2', p: I'1'}, c: {q: I'2', p: I'1'}}")]
    [InlineData("quoted merge key is a key", "'<<': {p: 1}", "{<<: {p: I'1'}}")]
    [InlineData("tabs between tokens", "a:\t1\t# c\nb:\n-\t2", "{a: I'1', b: [I'2']}")]
    public void Values_are_read(string what, string text, string expected)
    {
        var reading = Reading.Of(text);
        Assert.True(reading.Diagnostics.IsEmpty, $"{what}: {string.Join('\n', reading.Diagnostics)}");
        Assert.Equal(expected, reading.Shown);
    }

    [Fact]
    public void Every_value_keeps_the_place_where_it_begins()
    {
        var reading = Reading.Of("# c\n---\nmetadata:\n  name: \"é😀\"   \n  x: [é, 😀, b]\n---\r\nkey: |\r\n  text\r\n");
        IEnumerable<string> places = reading.Documents.SelectMany(NodeNotation.All).OfType<ScalarNode>()
            .Select(s => $"{s.Text.TrimEnd()}@{s.Span.Line}:{s.Span.Column}");
        Assert.Equal("metadata@3:1 name@4:3 é😀@4:9 x@5:3 é@5:7 😀@5:10 b@5:14 key@7:1 text@7:6", string.Join(' ', places));
        Assert.Equal(new SourceSpan("in.yaml", 3, 1), reading.Documents[0].Span);
    }

    [Theory]
    [InlineData("a: [1, 2\nb: 3\n", "PE1001")]
    [InlineData("a: {b: c", "PE1001")]
    [InlineData("a: 'open", "PE1001")]
    [InlineData("a: b: c", "PE1001")]
    [InlineData("a:\n\tb: c", "PE1001")]
    [InlineData("a: @x", "PE1001")]
    [InlineData("a: \"\\UFFFFFFFF\"", "PE1001")]
    [InlineData("a: !!int x", "PE1001")]
    [InlineData("a: !!bool 1", "PE1001")]
    [InlineData("{a: b} c", "PE1001")]
    [InlineData("a: *nowhere", "PE1005")]
    [InlineData("a: &x [*x]", "PE1005")]
    [InlineData("a: &x {b: {c: *x}}", "PE1005")]
    [InlineData("<<: 1", "PE1005")]
    [InlineData("<<: [{a: b}, c]", "PE1005")]
    [InlineData("? [a]\n: b", "PE1011")]
    [InlineData("? {a: b}\n: b", "PE1011")]
    [InlineData("x: &k [a]\n*k : b", "PE1011")]
    [InlineData(": b", "PE1011")]
    [InlineData("~: b", "PE1011")]
    [InlineData("just text", "PE1008")]
    [InlineData("- 1\n- a: b", "PE1012")]
    public void A_fault_is_a_diagnostic_with_a_place_and_hides_no_other_document(string text, string code)
    {
        var reading = Reading.Of($"before: 1\n---\n{text}\n---\nafter: 2\n");
        Diagnostic fault = Assert.Single(reading.Diagnostics);
        Assert.Equal(code, fault.Code);
        Assert.InRange(fault.Span.Line, 3, 3 + text.Split('\n').Length);
        Assert.True(fault.Span.Column >= 1);
        Assert.True(char.IsLower(fault.Message[0]) || fault.Message[0] == '`', fault.Message);
        Assert.False(fault.Message.EndsWith('.'));
        Assert.StartsWith("{before: I'1'}\n", reading.Shown, StringComparison.Ordinal);
        Assert.EndsWith("\n{after: I'2'}", reading.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_value_of_a_repeated_key_counts_and_both_places_are_named()
    {
        var reading = Reading.Of("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n");
        Assert.Equal("{a: I'3', b: {c: I'2'}}", reading.Shown);
        Assert.Equal("4:3 PE1003\n5:1 PE1003", reading.Codes);
        Assert.Equal("key `a` is given again, first at line 1, column 1; the last value counts", reading.Diagnostics[1].Message);
    }

    [Fact]
    public void A_repeated_key_is_found_in_a_large_mapping_too()
    {
        string text = string.Concat(Enumerable.Range(0, 500).Select(i => $"k{i}: {i}\n")) + "k250: x\n";
        var reading = Reading.Of(text);
        Assert.Equal("501:1 PE1003", reading.Codes);
        Assert.Equal(500, reading.Documents[0].Entries.Length);
        Assert.Equal("x", Assert.IsType<ScalarNode>(reading.Documents[0]["k250"]).Text);
    }

    [Fact]
    public void An_undefined_alias_is_reported_where_it_stands() =>
        Assert.Equal("2:6 PE1005", Reading.Of("a: 1\nb:   *x\n").Codes);

    [Fact]
    public void Anchors_do_not_reach_into_the_next_document() =>
        Assert.Equal("3:4 PE1005", Reading.Of("a: &x 1\n---\nb: *x\n").Codes);

    [Theory]
    [InlineData("x: 1\na:\n\tb: c\n", "3:1 PE1001")]
    [InlineData("x: 1\na:\n  b: 1\n \tc: 2\n", "4:2 PE1001")]
    public void A_tab_as_indentation_is_reported_where_it_stands(string text, string codes)
    {
        var reading = Reading.Of(text);
        Assert.Equal(codes, reading.Codes);
        Assert.Contains("spaces", reading.Diagnostics[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_gets_a_hint_of_its_own()
    {
        Assert.Contains("template", Assert.Single(Reading.Of("a: {{ .Values.x }}\n{{- if .y }}\n").Diagnostics).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_implicit_key_of_more_than_1024_characters_is_a_diagnostic() =>
        Assert.Equal("PE1001", Assert.Single(Reading.Of($"a: 1\n{new string('k', 2000)}: x\n").Diagnostics).Code);
}
