using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Documents;

public sealed class PlainYamlReaderTests
{
    [Theory]
    [InlineData("a: 1\nb: x y", "{a: I'1', b: \"x y\"}")]
    [InlineData("---\na: 1\n", "{a: I'1'}")]
    [InlineData("--- # c\n# d\n\na: 1\n  \n", "{a: I'1'}")]
    [InlineData("a:\nb: ~\nc: # d\n", "{a: N'', b: N'~', c: N''}")]
    [InlineData("a:\n  b:\n    c: 1\n  d: 2\n", "{a: {b: {c: I'1'}, d: I'2'}}")]
    [InlineData("  a: 1\n  b: 2\n", "{a: I'1', b: I'2'}")]
    [InlineData("a:\n- x\n- z\nb: 1", "{a: [\"x\", \"z\"], b: I'1'}")]
    [InlineData("a:\n  - x\n  - z\nb: 1", "{a: [\"x\", \"z\"], b: I'1'}")]
    [InlineData("a:\n- b: 1\n  c:\n  - d\n- e:\n", "{a: [{b: I'1', c: [\"d\"]}, {e: N''}]}")]
    [InlineData("-\n-   - x\n    - z\n-\n  a: 1\n", "[N'', [\"x\", \"z\"], {a: I'1'}]")]
    [InlineData("a:\n  text\nb:\n  [x]\n", "{a: \"text\", b: [\"x\"]}")]
    [InlineData("a: {}\nb: []\nc: [x, 'y', \"z\", 1 , -2,true]", "{a: {}, b: [], c: [\"x\", \"y\", \"z\", I'1', I'-2', B'true']}")]
    [InlineData("a: {b: c, 'd' : [1, {}], e: {f: ~}} # g\nh:\n- {i: 10.0.0.0/8}\n- [[x], [ ], { }]\n", "{a: {b: \"c\", d: [I'1', {}], e: {f: N'~'}}, h: [{i: \"10.0.0.0/8\"}, [[\"x\"], [], {}]]}")]
    [InlineData("a: 'x: y' # c\nb: \"#\" \n", "{a: \"x: y\", b: \"#\"}")]
    [InlineData("a: \"\\u00e9\\\\\\n\\\"\\/\"", "{a: \"é\\\n\"/\"}")]
    [InlineData("'a': 1\n\"b.c/d\" : 2\ne  : 3\nf g: 4\n1: 5\n", "{a: I'1', b.c/d: I'2', e: I'3', f g: I'4', 1: I'5'}")]
    [InlineData("a: b:c\nd: http://e#f\ng: it's \"so\"\n", "{a: \"b:c\", d: \"http://e#f\", g: \"it's \"so\"\"}")]
    [InlineData("a: x == 'y' && !z", "{a: \"x == 'y' && !z\"}")]
    [InlineData("a: --flag\nb: -1\nc: -x", "{a: \"--flag\", b: I'-1', c: \"-x\"}")]
    [InlineData("a: é 😀 # ü\nb: 1\n", "{a: \"é 😀\", b: I'1'}")]
    [InlineData("a: |\n  x\n   y \n\n  z\n\nb: |-\n  # 1\n\nc: 1\n", "{a: \"x\n y \n\nz\n\", b: \"# 1\", c: I'1'}")]
    [InlineData("a:\n- |\n  x\n- b\n", "{a: [\"x\n\", \"b\"]}")]
    public void Plain_documents_are_read(string text, string expected)
    {
        Assert.Equal(expected, Read(text) is { } root ? NodeNotation.Of(root) : null);
        Assert.Equal((1, 1), YamlSlices.AssertAlike(Reading.Utf8(text)));
    }

    [Theory]
    [InlineData("scalar", "a")]
    [InlineData("flow", "{a: b}")]
    [InlineData("nothing", "# a\n")]
    [InlineData("after the marker", "--- a: b")]
    [InlineData("end marker", "a: b\n...\n")]
    [InlineData("end marker at first", "... a: b\n")]
    [InlineData("directive", "%YAML 1.1\n---\na: b\n")]
    [InlineData("anchor", "a: &x b")]
    [InlineData("alias", "a: *x")]
    [InlineData("alias as key", "*x : a")]
    [InlineData("asterisk after a space", "a *b: c")]
    [InlineData("tag", "a: !!str b")]
    [InlineData("merge", "<<: a")]
    [InlineData("complex key", "? a\n: b")]
    [InlineData("no key", ": a")]
    [InlineData("null as key", "~: a")]
    [InlineData("two colons", "a: b: c")]
    [InlineData("colon at the end", "a: b:")]
    [InlineData("entry as value", "a: - b")]
    [InlineData("text on several lines", "a: b\n  c\n")]
    [InlineData("text on several lines, quoted", "a: 'b\n  c'\n")]
    [InlineData("text goes on after a comment", "a: b # c\n  d\n")]
    [InlineData("folded", "a: >\n  b\n")]
    [InlineData("literal, kept", "a: |+\n  b\n")]
    [InlineData("literal, indented", "a: |2\n   b\n")]
    [InlineData("literal, commented", "a: | # b\n  c\n")]
    [InlineData("literal, empty", "a: |\nb: c\n")]
    [InlineData("literal, blank at first", "a: |\n\n  b\n")]
    [InlineData("literal, cut off", "a: |\n  b")]
    [InlineData("flow mapping on two lines", "a: {b: c,\n  d: e}")]
    [InlineData("flow mapping without a value", "a: {b}")]
    [InlineData("flow mapping with an absent value", "a: {b: }")]
    [InlineData("flow mapping with a colon that ends no key", "a: {b:c}")]
    [InlineData("flow mapping with a colon beside quotes", "a: {\"b\":c}")]
    [InlineData("flow mapping with a complex key", "a: {[b]: c}")]
    [InlineData("flow mapping with a key twice", "a: {b: c, b: d}")]
    [InlineData("flow mapping as key", "{a: b}: c")]
    [InlineData("flow collections closed in turn", "a: [{b: c]}")]
    [InlineData("trailing comma in a flow mapping", "a: {b: c,}")]
    [InlineData("open flow mapping", "a: {b: c")]
    [InlineData("flow sequence on two lines", "a: [b,\n  c]")]
    [InlineData("flow sequence with a pair", "a: [b: c]")]
    [InlineData("text after a flow sequence", "a: [b] c")]
    [InlineData("flow sequence as key", "[a]: b")]
    [InlineData("open flow sequence", "a: [b")]
    [InlineData("trailing comma", "a: [b,]")]
    [InlineData("quote in quotes", "a: 'b''c'")]
    [InlineData("escape", "a: \"\\x41\"")]
    [InlineData("surrogates", "a: \"\\uD83D\\uDE00\"")]
    [InlineData("open quote", "a: 'b")]
    [InlineData("text after quotes", "a: 'b' c")]
    [InlineData("comment without a space", "a: 'b'#c")]
    [InlineData("tab", "a:\tb")]
    [InlineData("tab before a comment", "a: b\t# c")]
    [InlineData("carriage return", "a: b\r\n")]
    [InlineData("next line", "a: b # \u0085c: d")]
    [InlineData("line separator", "a: b\u2028c")]
    [InlineData("byte order mark", "a: \uFEFFb")]
    [InlineData("key beyond ASCII", "é: a")]
    [InlineData("reserved", "a: @b")]
    [InlineData("indented less", "  a: b\nc: d\n")]
    [InlineData("indented between", "a:\n    b: c\n  d: e\n")]
    [InlineData("indented under a text", "a: b\n  c: d\n")]
    [InlineData("entries under a key that has a value", "a: b\n- c\n")]
    [InlineData("key beside entries", "- a\nb: c\n")]
    [InlineData("key repeated", "a: b\na: c\n")]
    public void Documents_that_are_not_plain_are_left_to_the_library(string what, string text)
    {
        Assert.True(Read(text) is null, what);
        Assert.Equal(0, YamlSlices.AssertAlike(Reading.Utf8(text)).Plain);
    }

    [Fact]
    public void A_slice_that_does_not_begin_a_line_is_left_to_the_library() =>
        Assert.Null(NewReader().TryRead("a: b"u8, new TextPosition(1, 2), default));

    [Fact]
    public void Whatever_exceeds_a_limit_is_left_to_the_library()
    {
        Assert.NotNull(Read("a: [bcd]\n", new ReadLimits { MaxNodes = 4, MaxDepth = 2, MaxScalarLength = 3 }));
        Assert.Null(Read("a: [bcd]\n", new ReadLimits { MaxNodes = 3 }));
        Assert.Null(Read("a: [bcd]\n", new ReadLimits { MaxDepth = 1 }));
        Assert.Null(Read("a: [bcd]\n", new ReadLimits { MaxScalarLength = 2 }));
        Assert.Null(Read("a: |\n  bcd\n", new ReadLimits { MaxScalarLength = 3 }));
        Assert.Null(Read(new string('k', 1025) + ": a\n"));
        Assert.NotNull(Read($"a: {new string('[', 16)}{new string(']', 16)}\n"));
        Assert.Null(Read($"a: {new string('[', 17)}{new string(']', 17)}\n"));
    }

    [Fact]
    public void A_document_that_was_given_up_leaves_nothing_to_the_next()
    {
        PlainYamlReader reader = NewReader();
        Assert.Null(reader.TryRead("a:\n- b: 1\n  b: 2\n"u8, TextPosition.Start, default));
        Assert.Null(reader.TryRead("a:\n- b:\n   - @\n"u8, TextPosition.Start, default));
        Assert.Equal("{c: I'1'}", NodeNotation.Of(reader.TryRead("c: 1\n"u8, TextPosition.Start, default)!));
    }

    [Fact]
    public void Reading_can_be_cancelled_within_a_document()
    {
        byte[] text = Reading.Utf8(new StringBuilder().Insert(0, "- a\n", 10_000).ToString());
        Assert.Throws<OperationCanceledException>(() => NewReader().TryRead(text, TextPosition.Start, new CancellationToken(canceled: true)));
    }

    private static DocumentNode? Read(string text, ReadLimits? limits = null) =>
        NewReader(limits).TryRead(Reading.Utf8(text), TextPosition.Start, default);

    private static PlainYamlReader NewReader(ReadLimits? limits = null) => new(limits ?? ReadLimits.Default, "in.yaml", new StringPool());
}
