using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Text;
using Xunit;

namespace PolicyEngine.Tests.Documents;

public sealed class DocumentReaderTests
{
    [Theory]
    [InlineData("utf-16", "in.yaml", "a: é😀\n---\nb: 2\n")]
    [InlineData("utf-16BE", "in.yaml", "a: é😀\n---\nb: 2\n")]
    [InlineData("utf-16", "in.json", "{\"a\": \"é😀\"}{\"b\": 2}")]
    public void Utf16_with_a_byte_order_mark_is_read_with_a_warning(string encoding, string file, string text)
    {
        var utf16 = Encoding.GetEncoding(encoding);
        var reading = Reading.OfBytes([.. utf16.GetPreamble(), .. utf16.GetBytes(text)], file);
        Assert.Equal("{a: \"é😀\"}\n{b: I'2'}", reading.Shown);
        Assert.Equal(Severity.Warning, Assert.Single(reading.Diagnostics).Severity);
        Assert.Equal("PE1010", reading.Diagnostics[0].Code);
    }

    [Fact]
    public void Half_a_character_at_the_end_of_utf16_is_reported()
    {
        var reading = Reading.OfBytes([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a: 1\n---\nb: x"), 0x41]);
        Assert.Equal("{a: I'1'}", reading.Shown);
        Assert.Equal("1:1 PE1010\n3:5 PE1006", reading.Codes);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_cost_their_document_only()
    {
        byte[] bytes = [.. Reading.Utf8("a: 1\n---\nb: é2"), 0xC3, 0x28, .. Reading.Utf8("\n---\nc: 3\n")];
        var reading = Reading.OfBytes(bytes);
        Assert.Equal("{a: I'1'}\n{c: I'3'}", reading.Shown);
        Assert.Equal("3:6 PE1006", reading.Codes);
    }

    [Fact]
    public void Faulty_bytes_are_placed_far_into_a_document_too()
    {
        byte[] bytes = [.. Reading.Utf8($"b: {new string('é', 5000)}\nc: "), 0xFF];
        Assert.Equal("2:4 PE1006", Reading.OfBytes(bytes).Codes);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_cost_their_json_item_only()
    {
        byte[] bytes = [.. Reading.Utf8("[{\"a\": 1},\n {\"b\": \""), 0xFF, .. Reading.Utf8("\"},\n {\"c\": 3}]")];
        var reading = Reading.OfBytes(bytes, "in.json");
        Assert.Equal("{a: I'1'}\n{c: I'3'}", reading.Shown);
        Assert.Equal("2:8 PE1006", reading.Codes);
    }

    [Fact]
    public void A_lone_surrogate_in_text_is_reported() =>
        Assert.Equal("1:5 PE1006", Reading.Of("a: x\uD800y\n").Codes);

    [Theory]
    [InlineData("\0")]
    [InlineData("\u0001")]
    [InlineData("\u000B")]
    [InlineData("\u001B")]
    [InlineData("\u0080")]
    [InlineData("\u009F")]
    [InlineData("\uFFFE")]
    [InlineData("\uFFFF")]
    public void Characters_that_yaml_forbids_cost_their_document_only(string character)
    {
        var reading = Reading.Of($"a: 1\n---\nb: é # {character}\n---\nc: 3\n");
        Assert.Equal("{a: I'1'}\n{c: I'3'}", reading.Shown);
        Assert.Equal("3:8 PE1007", reading.Codes);
    }

    [Fact]
    public void Delete_and_next_line_and_other_scripts_are_permitted() =>
        Assert.Empty(Reading.Of("a: \"\u007F\"\n# \u0085b: \"é\u00A0ￂ￯\uFFFD😀\"\n").Diagnostics);

    [Fact]
    public void Objects_are_read_as_they_are_asked_for()
    {
        var bag = new DiagnosticBag(10);
        string text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"---\na: {i}\n")) + "---\nb: [\n";
        Assert.Equal(5, new DocumentReader(ReadLimits.Default, bag).ReadText("in.yaml", text, CancellationToken.None).Take(5).Count());
        Assert.False(bag.HasErrors);
    }

    [Theory]
    [InlineData("in.yaml", "a: 1\n---\n")]
    [InlineData("in.json", "{\"a\": 1}\n")]
    public void Cancellation_ends_reading(string file, string text)
    {
        using var source = new CancellationTokenSource();
        var reader = new DocumentReader(ReadLimits.Default, new DiagnosticBag(10));
        string many = string.Concat(Enumerable.Repeat(text, 50_000));
        int count = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (MappingNode unused in reader.ReadText(file, many, source.Token))
            {
                if (++count == 3)
                {
                    source.Cancel();
                }
            }
        });
        Assert.InRange(count, 3, 3000);
    }

    [Fact]
    public void A_stream_that_fails_is_a_diagnostic()
    {
        var reading = Reading.OfStream(new FailingStream(Reading.Utf8("a: 1\n---\nb: cut off")));
        Assert.Equal("{a: I'1'}", reading.Shown);
        Assert.Equal("PE1009", Assert.Single(reading.Diagnostics).Code);
        Assert.Equal("PE1009", Assert.Single(Reading.OfStream(new FailingStream(Reading.Utf8("{\"a\": ")), "in.json").Diagnostics).Code);
    }

    [Fact]
    public void Repeated_keys_and_values_share_their_text()
    {
        IReadOnlyList<MappingNode> documents = Reading.Of("kind: Pod\n---\nkind: Pod\n").Documents;
        Assert.Same(((ScalarNode)documents[0]["kind"]!).Text, ((ScalarNode)documents[1]["kind"]!).Text);
        documents = Reading.Of("{\"kind\": \"Pod\"}{\"kind\": \"Pod\"}", "in.json").Documents;
        Assert.Same(((ScalarNode)documents[0]["kind"]!).Text, ((ScalarNode)documents[1]["kind"]!).Text);
    }

    private sealed class FailingStream(byte[] content) : MemoryStream(content, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = base.Read(buffer, offset, count);
            return read > 0 ? read : throw new IOException("The device is gone.");
        }
    }
}
