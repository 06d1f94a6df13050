using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Text;
using Xunit;

namespace PolicyEngine.Tests.Documents;

public sealed class HostileInputTests
{
    private const int Million = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static TheoryData<string> DeepInputs => ["flow list", "flow mapping", "block list", "block mapping", "json list", "json mapping", "complex keys"];

    [Theory]
    [MemberData(nameof(DeepInputs))]
    public async Task A_million_levels_of_nesting_end_in_a_diagnostic(string kind)
    {
        (string text, string file) = kind switch
        {
            "flow list" => (new string('[', Million), "in.yaml"),
            "flow mapping" => (Repeat("{a: ", Million), "in.yaml"),
            "block list" => ("x:\n" + Repeat("- ", Million), "in.yaml"),
            "block mapping" => (string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', i) + "a:\n")), "in.yaml"),
            "json list" => (new string('[', Million), "in.json"),
            "json mapping" => (Repeat("{\"a\":", Million), "in.json"),
            _ => (Repeat("? ", Million), "in.yaml"),
        };
        Reading reading = await Finishes(() => Reading.Of(text, file));
        Assert.Empty(reading.Documents);
        Assert.InRange(reading.Diagnostics.Length, 1, 3);
    }

    [Theory]
    [InlineData("in.yaml")]
    [InlineData("in.json")]
    public void Nesting_is_accepted_at_the_limit_and_refused_above(string file)
    {
        static string Nested(int levels) => $$"""{"a":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}""";
        Assert.Single(Reading.Of(Nested(64), file).Documents);
        Assert.Empty(Reading.Of(Nested(65), file).Documents);
        Assert.Equal("PE1004", Assert.Single(Reading.Of(Nested(65), file).Diagnostics).Code);
        Assert.Equal("PE1004", Assert.Single(Reading.Of("# yaml\n" + Nested(65)).Diagnostics).Code);
    }

    [Theory]
    [InlineData("%x ")]
    [InlineData("--- a\n...\n%x ")]
    [InlineData("# c\r%x ")]
    [InlineData("# c\u2028%x 100% \u00c5")]
    [InlineData("--- a\n...\n%YAML 1.1\n%x # ")]
    public async Task A_directive_at_the_end_of_a_full_buffer_is_passed_over(string text)
    {
        for (int length = 1020; length <= 1028; length++)
        {
            string full = text.PadRight(length, 'x');
            await Finishes(() => Reading.Of(full));
            await Finishes(() => Reading.Of(full + new string('x', 1024)));
            Assert.NotNull(await Task.Run(() => YamlComments.In(new InputText("in.yaml", Reading.Utf8(full)), "x").ToArray()).WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task A_bomb_of_aliases_ends_in_a_diagnostic()
    {
        var text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i <= 9; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Reading reading = await Finishes(() => Reading.Of(text + "---\nb: 2\n"));
        Assert.Equal("{b: I'2'}", reading.Shown);
        Assert.Equal("PE1004", Assert.Single(reading.Diagnostics).Code);
    }

    [Fact]
    public async Task A_bomb_of_merges_ends_in_a_diagnostic()
    {
        string wide = string.Concat(Enumerable.Range(0, 1000).Select(i => $"  k{i}: v\n"));
        string merges = string.Concat(Enumerable.Range(0, 5000).Select(i => $"m{i}: {{<<: [*w, *w]}}\n"));
        Reading reading = await Finishes(() => Reading.Of($"w: &w\n{wide}{merges}"));
        Assert.Empty(reading.Documents);
        Assert.Equal("PE1004", Assert.Single(reading.Diagnostics).Code);
    }

    [Fact]
    public void Aliases_do_not_nest_deeper_than_the_limit()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 40; i++)
        {
            text.Append($"a{i}: &a{i} [[{(i == 0 ? "x" : $"*a{i - 1}")}]]\n");
        }

        Assert.Equal("PE1004", Assert.Single(Reading.Of(text.ToString()).Diagnostics).Code);
    }

    [Theory]
    [InlineData("plain", "a: ", "")]
    [InlineData("quoted", "a: \"", "\"")]
    [InlineData("literal", "a: |\n  ", "")]
    [InlineData("folded", "a: >\n  ", "")]
    [InlineData("key", "? ", "\n: b")]
    public async Task A_scalar_of_ten_megabytes_costs_its_document(string what, string before, string after)
    {
        string text = before + new string('x', 10 * Million) + after + "\n---\nb: 2\n";
        Reading reading = await Finishes(() => Reading.Of(text));
        Assert.Equal("{b: I'2'}", reading.Shown);
        Assert.True(reading.Diagnostics.Length == 1, what);
    }

    [Theory]
    [InlineData("string", "{\"a\": \"", "\"}")]
    [InlineData("key", "{\"", "\": 1}")]
    [InlineData("number", "{\"a\": 1", "}")]
    public async Task A_json_scalar_of_ten_megabytes_costs_its_document(string what, string before, string after)
    {
        string text = before + new string('1', 10 * Million) + after + "\n{\"b\": 2}\n";
        Reading reading = await Finishes(() => Reading.Of(text, "in.json"));
        Assert.Equal("{b: I'2'}", reading.Shown);
        Assert.True(reading.Diagnostics is [{ Code: "PE1004" }], what);
    }

    [Theory]
    [InlineData("in.yaml", "a: ", "", 1)]
    [InlineData("in.json", "{\"a\": \"", "\"}", 1)]
    [InlineData("in.yaml", "a: ", "", 0)]
    [InlineData("in.json", "{\"a\": \"", "\"}", 0)]
    public void A_scalar_is_accepted_at_the_limit_and_refused_above(string file, string before, string after, int accepted)
    {
        string text = before + new string('x', 1000) + after;
        Assert.Equal(accepted, Reading.Of(text, file, new ReadLimits { MaxScalarLength = 999 + accepted }).Documents.Count);
    }

    [Theory]
    [InlineData("in.yaml", "a: [", "x, ", "]")]
    [InlineData("in.yaml", "a: {", "x: y, ", "}")]
    [InlineData("in.yaml", "items: [", "x, ", "]")]
    [InlineData("in.yaml", "a:\n", "- x\n", "")]
    [InlineData("in.json", "{\"a\": [", "1,", "1]}")]
    public async Task Three_million_values_end_in_a_diagnostic(string file, string before, string value, string after)
    {
        Reading reading = await Finishes(() => Reading.Of(before + Repeat(value, 3 * Million) + after, file));
        Assert.Empty(reading.Documents);
        Assert.Equal("PE1004", reading.Diagnostics[^1].Code);
    }

    [Theory]
    [InlineData("in.yaml", "a: [\n---\n")]
    [InlineData("in.yaml", "a: *b\n---\n")]
    [InlineData("in.yaml", "a: \0\n---\n")]
    [InlineData("in.jsonl", "{\"a\": }\n")]
    [InlineData("in.jsonl", "{\"a\": 1, \"a\": 2}\n")]
    [InlineData("in.json", ",\n")]
    public async Task Ten_thousand_faults_give_a_bounded_number_of_diagnostics(string file, string text)
    {
        Reading reading = await Finishes(() => Reading.Of(Repeat(text, 10_000), file));
        Assert.InRange(reading.Diagnostics.Length, 1, ReadLimits.Default.MaxDiagnosticsPerFile + 1);
    }

    [Fact]
    public async Task Ten_thousand_repeated_keys_give_a_bounded_number_of_diagnostics()
    {
        Reading reading = await Finishes(() => Reading.Of(Repeat("a: 1\n", 10_000)));
        Assert.Equal(ReadLimits.Default.MaxDiagnosticsPerFile + 1, reading.Diagnostics.Length);
        Assert.Equal("PE1000", reading.Diagnostics[^1].Code);
    }

    [Theory]
    [InlineData("blank lines", "\n")]
    [InlineData("spaces", " ")]
    [InlineData("comment", "#")]
    [InlineData("markers", "---\n")]
    [InlineData("ends", "...\n")]
    [InlineData("almost markers", "\n--")]
    [InlineData("directives", "%\n")]
    public async Task Ten_megabytes_of_nothing_are_read(string what, string text)
    {
        foreach (string file in new[] { "in.yaml", "in.json" })
        {
            Reading reading = await Finishes(() => Reading.Of(Repeat(text, 10 * Million / text.Length), file));
            Assert.True(reading.Documents.Count == 0, what);
        }
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_read_without_an_exception()
    {
        const string yaml = "%YAML 1.1\n---\n# é\na: &x {b: \"é\\u00e9\", c: [1, 'd''']}\nd: |+\n  e\n\nf: >-\n  g\n<<: *x\n? h\n: !!str i\n...\n---\nkind: List\nitems:\n- *x\n- j: k\n";
        const string json = "{\"apiVersion\": \"v1\", \"items\": [{\"a\": [1.5e3, true, null, \"\\u00e9\\n😀\"]}, 1], \"kind\": \"PodList\"}\n[{}]";
        foreach (byte[] bytes in new[] { Reading.Utf8(yaml), Reading.Utf8(json), Encoding.Unicode.GetBytes("\uFEFF" + yaml), Encoding.BigEndianUnicode.GetBytes("\uFEFF" + json) })
        {
            for (int length = 0; length <= bytes.Length; length++)
            {
                Reading.OfBytes(bytes[..length]);
                Reading.OfBytes(bytes[..length], "in.json");
            }
        }
    }

    [Fact]
    public void Every_byte_of_a_file_may_be_replaced_without_an_exception()
    {
        const string yaml = "---\na: &x {b: \"é\\u00e9\", c: [1, 'd''']}\nd: |2+\n   e\n<<: *x\n? h\n: !!str i\n...\n%TAG ! a:\n---\n!<x> {j: k}\n";
        byte[] bytes = Reading.Utf8(yaml);
        foreach (byte replacement in "\0\n\t \"'[]{}:-,&*!%|>#?@`\\\u007F"u8.ToArray().Append((byte)0xFF))
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                byte kept = bytes[i];
                bytes[i] = replacement;
                Reading.OfBytes(bytes);
                bytes[i] = kept;
            }
        }
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static Task<Reading> Finishes(Func<Reading> read) => Task.Run(read).WaitAsync(Patience);
}
