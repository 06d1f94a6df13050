using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Documents;
using Xunit;
using Property = TestKit.Property;

namespace PolicyEngine.Tests.Documents;

public sealed class DocumentReaderPropertyTests
{
    private static readonly string[] s_fragments =
    [
        "a", "b: ", "- ", "\n", "\n  ", "\n---\n", "\n...\n", "%YAML 1.1\n", "{", "}", "[", "]", ", ", ": ", "? ", "\"", "'", "\\", "\\u00", "&x ", "*x", "<<: ",
        "!!int ", "!", "!<", "|", ">", "|+2\n", "#", " ", "\t", "\r", "\r\n", "\"kind\":\"List\",", "\"items\":[", "null", "1", "1e5", "true", "é", "😀", "\0", "\u0085", "\u2028", "\uFEFF", "@", "`", "%",
    ];

    private static Gen<string> Text => Gen.OneOf(
        Gen.Elements("a", "b", "kind", "yes", "80", "", "~", "x y", "é😀", "10.0.0.0/8"),
        Gen.Choose(0, 0x2FF).Where(code => code is not (>= 0x7F and < 0xA0)).ArrayOf().Select(codes => new string([.. codes.Select(code => (char)code)])));

    private static Gen<string> Tree(int depth)
    {
        Gen<string> scalar = Gen.OneOf(
            Text.Select(Quote),
            Gen.Choose(-100_000, 100_000).Select(i => $"{i}"),
            Gen.Elements("true", "false", "null", "1.5", "-2.5e3", "0", "12345678901234567890123"));
        if (depth == 0)
        {
            return scalar;
        }

        return Gen.OneOf(scalar, Object(depth), Tree(depth - 1).ListOf().Resize(4).Select(items => $"[{string.Join(", ", items)}]"));
    }

    private static Gen<string> Object(int depth) =>
        from keys in Text.ListOf().Resize(5)
        from values in Tree(depth - 1).ListOf(keys.Count)
        from separator in Gen.Elements(", ", ",\n  ", ",\r\n")
        select "{" + string.Join(separator, keys.Zip(values, (k, v) => (Key: k, Value: v)).DistinctBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{Quote(e.Key)}: {e.Value}")) + "}";

    [Fact]
    public void Json_reads_the_same_as_json_and_as_yaml_and_prints_back() =>
        Property.Holds(Object(4).ToArbitrary(), text =>
        {
            var json = Reading.Of(text, "in.json");
            var yaml = Reading.Of("# yaml\n" + text);
            Assert.Empty(json.Diagnostics);
            Assert.Empty(yaml.Diagnostics);
            Assert.Equal(json.Shown, yaml.Shown);
            IEnumerable<string> jsonPlaces = json.Documents.SelectMany(NodeNotation.All).Select(n => $"{n.Span.Line + 1}:{n.Span.Column}");
            IEnumerable<string> yamlPlaces = yaml.Documents.SelectMany(NodeNotation.All).Select(n => $"{n.Span.Line}:{n.Span.Column}");
            Assert.Equal(string.Join(' ', jsonPlaces), string.Join(' ', yamlPlaces));
            using var expected = JsonDocument.Parse(text);
            Assert.True(JsonElement.DeepEquals(expected.RootElement, JsonDocument.Parse(Print(Assert.Single(json.Documents))).RootElement));
        });

    [Fact]
    public void Bytes_at_random_never_throw() =>
        Property.Holds(Gen.Choose(0, 255).Select(i => (byte)i).ArrayOf().ToArbitrary(), bytes =>
        {
            Reading.OfBytes(bytes);
            Reading.OfBytes(bytes, "in.json");
            Reading.OfBytes([(byte)'{', .. bytes]);
        });

    [Fact]
    public void Fragments_of_yaml_and_json_at_random_never_throw() =>
        Property.Holds(
            Gen.Elements(s_fragments).ArrayOf().Resize(60).ToArbitrary(),
            fragments =>
            {
                string text = string.Concat(fragments);
                Reading.Of(text);
                Reading.Of(text, "in.json");
                Reading.Of("{" + text);
            },
            cases: Property.Cases * 10);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c is < ' ' or '"' or '\\' ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return quoted.Append('"').ToString();
    }

    private static string Print(DocumentNode node) => node switch
    {
        MappingNode mapping => "{" + string.Join(",", mapping.Entries.Select(e => $"{Quote(e.Key.Text)}:{Print(e.Value)}")) + "}",
        SequenceNode sequence => "[" + string.Join(",", sequence.Items.Select(Print)) + "]",
        ScalarNode { Kind: ScalarKind.String } scalar => Quote(scalar.Text),
        ScalarNode scalar => scalar.Text,
        _ => throw new ArgumentException("unknown node", nameof(node)),
    };
}
