using FsCheck;
using FsCheck.Fluent;
using Property = TestKit.Property;

namespace PolicyEngine.Selectors.Tests;

public class SelectorIndexTests
{
    [Fact]
    public void Match_finds_what_trying_every_selector_finds() => Property.Holds(
        (from expressions in Generators.Expressions.Generator.ArrayOf(30)
         from labels in Generators.Labels.Generator.ArrayOf(5)
         select (expressions, labels)).ToArbitrary(),
        question =>
        {
            Selector[] selectors = [.. question.expressions.Select(expression => Selector.Parse(expression.Text))];
            SelectorIndex index = SelectorIndex.Create(selectors);
            List<int> matches = [-1];
            foreach (LabelSet labels in question.labels.Select(Generators.ToLabelSet))
            {
                index.Match(labels, matches);
                Assert.Equal(Enumerable.Range(0, selectors.Length).Where(id => selectors[id].Matches(labels)), matches);
            }
        });

    [Fact]
    public void An_index_of_no_selectors_matches_none()
    {
        SelectorIndex index = SelectorIndex.Create([]);
        List<int> matches = [];
        index.Match(LabelSet.Empty, matches);
        Assert.Equal(0, index.Count);
        Assert.Empty(matches);
    }

    [Fact]
    public void Equal_selectors_keep_their_own_ids_in_ascending_order()
    {
        SelectorIndex index = SelectorIndex.Create([Selector.Parse("has(a)"), Selector.All, Selector.Parse("a == 'x'"), Selector.Parse("has(a)")]);
        List<int> matches = [];
        index.Match(LabelSet.Empty.With("a", "x"), matches);
        Assert.Equal([0, 1, 2, 3], matches);
    }

    [Fact]
    public void Match_allocates_nothing_into_a_list_that_is_large_enough()
    {
        SelectorIndex index = SelectorIndex.Create([Selector.Parse("has(a)"), Selector.Parse("a == 'x' && b in {'1', '2'}"), Selector.Parse("!has(c)")]);
        LabelSet labels = LabelSet.Create([KeyValuePair.Create("a", "x"), KeyValuePair.Create("b", "2")]);
        List<int> matches = new(8);
        index.Match(labels, matches);
        long before = GC.GetAllocatedBytesForCurrentThread();
        index.Match(labels, matches);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal([0, 1, 2], matches);
    }
}
