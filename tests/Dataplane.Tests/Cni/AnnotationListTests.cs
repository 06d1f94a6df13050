using PolicyEngine.Dataplane.Cni;

namespace Dataplane.Tests.Cni;

public sealed class AnnotationListTests
{
    [Theory]
    [InlineData("""["a"]""", "a")]
    [InlineData(""" [ "a" , "b" ] """, "a,b")]
    [InlineData("""["\u0061", ""]""", "a,")]
    public void A_list_of_strings_is_read(string text, string items) => Assert.Equal(items, string.Join(',', AnnotationList.Read(text)!));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("\"a\"")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("""["a", null]""")]
    [InlineData("""["a",]""")]
    [InlineData("""["a"] ["b"]""")]
    [InlineData("""["a"] x""")]
    [InlineData("""["a" """)]
    [InlineData("""[["a"]]""")]
    [InlineData("""{"a": "b"}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("[\"a\\")]
    [InlineData("/* a */ [\"a\"]")]
    public void Anything_else_is_none(string text) => Assert.Null(AnnotationList.Read(text));

    [Fact]
    public void A_list_is_read_up_to_its_limit_and_not_beyond()
    {
        Assert.Equal(AnnotationList.MostItems, AnnotationList.Read(Items(AnnotationList.MostItems))?.Count);
        Assert.Null(AnnotationList.Read(Items(AnnotationList.MostItems + 1)));
        Assert.Null(AnnotationList.Read(new string('[', 1_000_000)));
    }

    private static string Items(int count) => $"[{string.Join(',', Enumerable.Repeat("\"a\"", count))}]";
}
