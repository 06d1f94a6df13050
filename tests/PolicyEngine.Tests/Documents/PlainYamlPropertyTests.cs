using FsCheck;
using FsCheck.Fluent;
using Property = TestKit.Property;

namespace PolicyEngine.Tests.Documents;

/// <summary>Whatever is read as plain, the library reads the same.</summary>
public sealed class PlainYamlPropertyTests
{
    private static readonly string[] s_plain =
    [
        "a", "b", "x y", "1", "-1", "0x1F", "1e3", ".5", "yes", "null", "~", "10.0.0.0/8", "a:b", "a#b", "it's", "--x", "-x", "é", "é# é", "=", "x == 'y'",
        "'a'", "''", "'a b '", "' # '", "'😀'", "\"a\"", "\"\"", "\"a: b\"", "\"\\u00e9\\n\\\\\"", "{}", "[]", "[a]", "[a, b]", "[ a ,'b' ,\"c\" ]", "[a b, -1]", "['a']",
    ];

    private static readonly string[] s_odd =
    [
        "", "-", "--", "---", "...", "- x", "a b: c", ":", ":x", "?x", "'a''b'", "\"\\uD83D\"", "\"\\x41\"", "\"\\\"", "a *b", "*a", "&a b", "!t a", "!!int 1", "@a", "%a", "<<", "|", ">",
        "{ }", "[ ]", "[a,]", "[,]", "[[a]]", "[a: b]", "[{}]", "{a: b}", "[a", "[a]b", "[\"a\":b]", "[a#b]", "[a #b]", "[a:b]", "[-]", "[- a]", "[?a]", "[é, b]", "[a, é]", "[a*b]", "[a,b]", "[a\"b]", "[--a]", "[-é]",
    ];

    private static readonly string[] s_insertions =
        [":", ": ", " :", "#", " #", "-", "- ", "'", "\"", "[", "]", "{", "}", "|", ">", "&", "*", " *", "!", "?", "? ", ",", "%", "\t", "\n", "\n\n", "\n  ", " ", "  ", "\\", "\r", "\r\n", "\u0085", "\u2028", "\uFEFF", "é", "~", "<<: ", "---\n", "...\n", "\n---\n", "a", "1"];

    private static Gen<string> Scalar => Gen.Frequency((12, Gen.Elements(s_plain)), (1, Gen.Elements(s_odd)), (3, Flow(2)));

    private static Gen<string> Spaces => Gen.Frequency((12, Gen.Constant("")), (2, Gen.Constant(" ")), (1, Gen.Constant("  ")));

    private static Gen<string> LineEnd =>
        from spaces in Spaces
        from end in Gen.Frequency(
            (12, Gen.Constant("\n")), (1, Gen.Constant(" # c: d\n")), (1, Gen.Constant("\n# c\n")), (1, Gen.Constant("\n\n")), (1, Gen.Constant("\n    # c\n")), (1, Gen.Constant("\n   \n")), (1, Gen.Constant(" #\n")))
        select spaces + end;

    private static Gen<string> Key => Gen.Frequency(
        (6, Gen.Elements("a", "b", "c", "d", "e", "f", "g.h/i", "matchLabels")), (2, Gen.Elements("'k'", "\"l\"", "m n", "1", "true", "-o", "'p'  ", "q ")), (1, Scalar));

    /// <summary>A mapping or sequence in brackets, sometimes not quite.</summary>
    private static Gen<string> Flow(int depth) =>
        from isMapping in Gen.Elements(true, false)
        from items in (isMapping ? FlowPair(depth) : FlowItem(depth)).ListOf().Resize(3)
        from comma in Gen.Frequency((12, Gen.Elements(",", ", ", " , ")), (1, Gen.Elements(",,", ",\n  ", " ")))
        from open in Gen.Frequency((12, Gen.Elements("", " ")), (1, Gen.Elements(",", "\t", "\n  ")))
        from close in Gen.Frequency((12, Gen.Elements("", " ")), (1, Gen.Elements(",", "]", "}", "#", "\n  ")))
        select (isMapping ? "{" : "[") + open + string.Join(comma, items) + close + (isMapping ? "}" : "]");

    private static Gen<string> FlowItem(int depth) => depth == 0
        ? Gen.Frequency((8, Gen.Elements("a", "b c", "1", "10.0.0.0/8", "'a, b'", "\"}\"", "-1", "~", "x-y")), (1, Gen.Elements(s_odd)), (1, Gen.Elements(s_plain)))
        : Gen.Frequency((3, FlowItem(0)), (1, Flow(depth - 1)));

    private static Gen<string> FlowPair(int depth) =>
        from key in Gen.Frequency((12, Key), (1, FlowItem(0)))
        from colon in Gen.Frequency((12, Gen.Elements(": ", " : ", ":  ")), (1, Gen.Elements(":", "", " :", ":\t")))
        from value in FlowItem(depth)
        select key + colon + value;

    private static Gen<string> Text =>
        from start in Scalar
        from distance in Gen.Choose(0, 4)
        select start + new string(' ', distance);

    /// <summary>What follows a colon or a dash, from the space on.</summary>
    private static Gen<string> Inline =>
        from space in Gen.Frequency((20, Gen.Constant(" ")), (2, Gen.Constant("  ")), (1, Gen.Constant("")))
        from value in Scalar
        from end in LineEnd
        select space + value + end;

    private static Gen<string> Literal(int indent) =>
        from header in Gen.Frequency((12, Gen.Elements(" |", " |-", " |  ")), (1, Gen.Elements(" |+", " |1", " >", " |#")))
        from more in Gen.Choose(0, 3)
        from lines in Gen.Elements("x", "x: y", "# z", " w", "", "", "- v ", "é", "\tu", "   ").ListOf()
        from end in LineEnd
        let margin = new string(' ', indent + more)
        select header + end + string.Concat(lines.Select(line => line.Length == 0 ? "\n" : margin + line + "\n"));

    private static Gen<string> Value(int indent, int depth) => depth == 0
        ? Inline
        : Gen.Frequency((4, Inline), (1, Literal(indent)), (3, Nested(indent, depth)), (1, LineEnd));

    private static Gen<string> Nested(int indent, int depth) =>
        from end in LineEnd
        from more in Gen.Frequency((4, Gen.Constant(2)), (2, Gen.Constant(0)), (1, Gen.Choose(0, 4)))
        from block in Block(indent + more, depth - 1)
        select end + new string(' ', indent + more) + block;

    private static Gen<string> Block(int indent, int depth) => Gen.Frequency((3, Mapping(indent, depth)), (2, Sequence(indent, depth)), (1, OwnLine));

    private static Gen<string> OwnLine => Text.SelectMany(text => LineEnd.Select(end => text + end));

    private static Gen<string> Mapping(int indent, int depth) =>
        from keys in Key.ListOf().Resize(4)
        from values in Value(indent, depth).ListOf(keys.Count)
        select string.Join(new string(' ', indent), keys.Zip(values, (key, value) => $"{key}:{value}"));

    private static Gen<string> Sequence(int indent, int depth) =>
        from items in Item(indent, depth).ListOf().Resize(4)
        select string.Join(new string(' ', indent), items);

    private static Gen<string> Item(int indent, int depth) => depth == 0
        ? Inline.Select(value => "-" + value)
        : Gen.OneOf(
            Value(indent, depth).Select(value => "-" + value),
            from space in Gen.Choose(1, 3)
            from block in Block(indent + 1 + space, depth - 1)
            select "-" + new string(' ', space) + block);

    private static Gen<string> Document =>
        from start in Gen.Elements("", "", "---\n", "--- # c\n", "# c\n", "--- ")
        from indent in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Choose(0, 2)))
        from block in Gen.Frequency((4, Mapping(indent, 3)), (1, Block(indent, 3)))
        from cutOff in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select start + new string(' ', indent) + (cutOff ? block.TrimEnd('\n') : block);

    private static Gen<string> Mutated =>
        from text in Document
        from places in Gen.Choose(0, Math.Max(text.Length, 1) - 1).ListOf().Resize(3)
        from insertions in Gen.Elements(s_insertions).ListOf(places.Count)
        from deletions in Gen.Choose(0, 2).ListOf(places.Count)
        select Mutate(text, places, insertions, deletions);

    [Fact]
    public void Documents_at_random() =>
        Property.Holds(Document.ToArbitrary(), text => YamlSlices.AssertAlike(Reading.Utf8(text)), cases: Property.Cases * 10);

    [Fact]
    public void Documents_with_characters_inserted_and_deleted() =>
        Property.Holds(Mutated.ToArbitrary(), text => YamlSlices.AssertAlike(Reading.Utf8(text)), cases: Property.Cases * 10);

    [Fact]
    public void A_good_part_of_the_documents_is_plain()
    {
        // About 20 of 100 are; so many samples keep chance from bringing them under 15.
        int plain = Document.Sample(10_000).Sum(text => YamlSlices.AssertAlike(Reading.Utf8(text)).Plain);
        Assert.InRange(plain, 1_500, 10_000);
    }

    private static string Mutate(string text, IEnumerable<int> places, IEnumerable<string> insertions, IEnumerable<int> deletions)
    {
        foreach ((int place, string insertion, int deletion) in places.Zip(insertions, deletions))
        {
            int at = Math.Min(place, text.Length);
            text = text[..at] + insertion + text[Math.Min(text.Length, at + deletion)..];
        }

        return text;
    }
}
