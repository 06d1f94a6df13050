using PolicyEngine.Documents;
using Xunit;

namespace PolicyEngine.Tests.Documents;

/// <summary>Each input is JSON, which both readers take: both must find the same objects.</summary>
public sealed class ListExpanderTests
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod"}""";
    private const string PodShown = "{apiVersion: \"v1\", kind: \"Pod\"}";

    [Theory]
    [InlineData("list", """{"apiVersion":"v1","kind":"List","items":[POD,POD]}""", "POD\nPOD")]
    [InlineData("kind last", """{"apiVersion":"v1","items":[POD],"kind":"List","metadata":{}}""", "POD")]
    [InlineData("list in list", """{"kind":"List","items":[{"apiVersion":"v1","items":[POD],"kind":"List"},POD]}""", "POD\nPOD")]
    [InlineData("typed list", """{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{}}]}""", "{apiVersion: \"v1\", kind: \"Pod\", metadata: {}}")]
    [InlineData("typed list, kind last", """{"items":[{"metadata":{}}],"kind":"PodList","apiVersion":"v1"}""", "{apiVersion: \"v1\", kind: \"Pod\", metadata: {}}")]
    [InlineData("typed list, version last", """{"kind":"PodList","items":[{"kind":"Pod"}],"apiVersion":"v1"}""", "{apiVersion: \"v1\", kind: \"Pod\"}")]
    [InlineData("typed list of others", """{"kind":"PodList","apiVersion":"v1","items":[{"kind":"Node"}]}""", "{kind: \"Node\"}")]
    [InlineData("group list", """{"kind":"NetworkPolicyList","apiVersion":"networking.k8s.io/v1","items":[{}]}""", "{apiVersion: \"networking.k8s.io/v1\", kind: \"NetworkPolicy\"}")]
    [InlineData("plain list passes nothing on", """{"kind":"List","apiVersion":"v1","items":[{"metadata":{}}]}""", "{metadata: {}}")]
    [InlineData("resource list", """{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","functionConfig":{"kind":"X"},"items":[POD,{}]}""", "POD\n{}")]
    [InlineData("no kind", """{"items":[POD,{"a":1}]}""", "POD\n{a: I'1'}")]
    [InlineData("empty", """{"kind":"PodList","items":[]}""", "")]
    [InlineData("null items", """{"kind":"PodList","items":null}""", "")]
    [InlineData("no items", """{"kind":"AllowList","spec":{}}""", "{kind: \"AllowList\", spec: {}}")]
    [InlineData("items is no sequence", """{"kind":"List","items":{"a":1}}""", "{kind: \"List\", items: {a: I'1'}}")]
    [InlineData("no list", """{"kind":"Box","items":[1,{"a":2}]}""", "{kind: \"Box\", items: [I'1', {a: I'2'}]}")]
    [InlineData("no list, kind last", """{"items":[1,{"a":2}],"kind":"Box"}""", "{items: [I'1', {a: I'2'}], kind: \"Box\"}")]
    [InlineData("items deeper down", """{"kind":"Box","spec":{"items":[POD]}}""", "{kind: \"Box\", spec: {items: [POD]}}")]
    public void A_list_stands_for_its_items(string what, string json, string expected)
    {
        json = json.Replace("POD", Pod, StringComparison.Ordinal);
        foreach (Reading reading in new[] { Reading.Of(json, "in.json"), Reading.Of($"# yaml\n{json}") })
        {
            Assert.True(reading.Diagnostics.IsEmpty, $"{what}: {string.Join('\n', reading.Diagnostics)}");
            Assert.Equal(expected.Replace("POD", PodShown, StringComparison.Ordinal), reading.Shown);
        }
    }

    [Fact]
    public void Block_style_lists_are_expanded_and_items_keep_their_places()
    {
        var reading = Reading.Of("apiVersion: v1\nkind: PodList\nitems:\n- metadata:\n    name: a\n- metadata:\n    name: b\n");
        Assert.Equal("4:3 6:3", string.Join(' ', reading.Documents.Select(d => $"{d.Span.Line}:{d.Span.Column}")));
        Assert.All(reading.Documents, d => Assert.Equal(d.Span, d["kind"]!.Span));
    }

    [Theory]
    [InlineData("""{"kind":"List","items":[1,{"a":2},null,[]]}""")]
    [InlineData("""{"items":[1,{"a":2},null,[]],"kind":"List"}""")]
    public void Items_that_are_no_objects_are_named_by_index_and_passed_over(string json)
    {
        foreach (Reading reading in new[] { Reading.Of(json, "in.json"), Reading.Of($"# yaml\n{json}") })
        {
            Assert.Equal("{a: I'2'}", reading.Shown);
            Assert.Equal(
                "`items[0]` is a whole number, expected a mapping; `items[2]` is null, expected a mapping; `items[3]` is a list, expected a mapping",
                string.Join("; ", reading.Diagnostics.Select(d => d.Message)));
        }
    }

    [Theory]
    [InlineData("items that are more than the limit together", 10, 500, "")]
    [InlineData("an item above the limit", 1, 1001, "PE1004")]
    [InlineData("more items than the limit", 1001, 2, "PE1004")]
    [InlineData("far too much together", 200, 700, "PE1004")]
    public void The_limit_of_nodes_holds_for_each_item_of_a_list(string what, int items, int nodes, string codes)
    {
        string item = $"- {{x: [{string.Join(',', Enumerable.Repeat('x', nodes - 2))}]}}\n";
        var reading = Reading.Of($"kind: List\nitems:\n{string.Concat(Enumerable.Repeat(item, items))}", limits: new ReadLimits { MaxNodes = 1000 });
        Assert.True(reading.Documents.Count == (codes.Length == 0 ? items : 0), what);
        Assert.Equal(codes, reading.CodesOnly);
    }

    [Fact]
    public void What_aliases_repeat_counts_over_all_items() =>
        Assert.Equal("PE1004", Reading.Of($"x: &x [1, 2, 3, 4]\nitems:\n{string.Concat(Enumerable.Repeat("- [*x]\n", 20))}", limits: new ReadLimits { MaxNodes = 100 }).CodesOnly);

    [Fact]
    public void Items_that_turn_out_to_belong_to_no_list_are_reported()
    {
        var reading = Reading.Of($"{{\"items\":[{Pod}],\"kind\":\"Box\"}}", "in.json");
        Assert.Equal(PodShown, reading.Shown);
        Assert.Equal("1:1 PE1008", reading.Codes);
    }
}
