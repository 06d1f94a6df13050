using PolicyEngine.Documents;
using Xunit;

namespace PolicyEngine.Tests.Documents;

public sealed class ScalarResolverTests
{
    [Theory]
    [InlineData("Null", " ~ null Null NULL")]
    [InlineData("Boolean", "y Y yes Yes YES on On ON true True TRUE n N no No NO off Off OFF false False FALSE")]
    [InlineData("Integer", "0 80 +80 -80 007 0x1F 0XfF 0b101 0B1 0o17 -0x10 1_000 1_ 18446744073709551615 -9223372036854775808 00")]
    [InlineData("Float", "1.5 1. .5 +.5 -1.5e3 1e3 1E+3 08 0.1_5 18446744073709551616 -9223372036854775809 .inf -.Inf +.INF .nan .NaN")]
    [InlineData("String", "yEs tRUE nUll nil None 0x 0b 0b2 0o 0o8 0xG - + -- . .. 1.2.3 10.0.0.1 10.0.0.0/8 1:30 12e 1e400 _1 2001-01-01 -.nan TCP <<")]
    public void Plain_words_resolve_as_they_do_for_the_api_server(string kind, string words)
    {
        foreach (string word in words.Split(' '))
        {
            Assert.True(
                string.Equals(kind, ScalarResolver.ResolvePlain(word).ToString(), StringComparison.Ordinal),
                $"`{word}` resolved to {ScalarResolver.ResolvePlain(word)}, expected {kind}");
        }
    }

    [Theory]
    [InlineData("0", "Integer")]
    [InlineData("-1", "Integer")]
    [InlineData("18446744073709551615", "Integer")]
    [InlineData("18446744073709551616", "Float")]
    [InlineData("1.0", "Float")]
    [InlineData("1e2", "Float")]
    public void Json_numbers_are_whole_without_fraction_and_exponent(string text, string kind) =>
        Assert.Equal(kind, ScalarResolver.ResolveJsonNumber(text).ToString());
}
