namespace PolicyEngine.Selectors.Tests;

public class LabelSetTests
{
    [Fact]
    public void Labels_are_enumerated_in_ordinal_order_of_their_keys() =>
        Assert.Equal(["B", "a", "a.b", "b"], Set(("b", "1"), ("a.b", "2"), ("B", "3"), ("a", "4")).Select(label => label.Key), StringComparer.Ordinal);

    [Fact]
    public void Of_several_values_for_one_key_the_last_counts()
    {
        LabelSet labels = Set(("a", "1"), ("b", "2"), ("a", "3"));
        Assert.Equal(2, labels.Count);
        Assert.Equal("3", labels["a"]);
    }

    [Fact]
    public void A_label_with_the_empty_value_is_present()
    {
        Assert.True(Set(("a", "")).TryGetValue("a", out string? value));
        Assert.Equal("", value);
    }

    [Fact]
    public void An_absent_label_has_no_value()
    {
        Assert.False(Set(("a", "1")).TryGetValue("A", out string? value));
        Assert.Null(value);
        Assert.Null(LabelSet.Empty["a"]);
    }

    [Fact]
    public void Sets_are_equal_by_content_whatever_the_order_given()
    {
        LabelSet first = Set(("a", "1"), ("b", "2"));
        LabelSet second = Set(("b", "2"), ("a", "1"));
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, Set(("a", "2"), ("b", "1")));
        Assert.NotEqual(first, Set(("a", "1")));
    }

    [Fact]
    public void With_adds_or_replaces_one_label_and_leaves_the_original()
    {
        LabelSet original = Set(("b", "2"));
        Assert.Equal(Set(("a", "1"), ("b", "2"), ("c", "3")), original.With("c", "3").With("a", "1"));
        Assert.Equal(Set(("b", "4")), original.With("b", "4"));
        Assert.Same(original, original.With("b", "2"));
        Assert.Equal("2", original["b"]);
    }

    [Fact]
    public void Every_label_of_a_large_set_is_found()
    {
        LabelSet labels = LabelSet.Create(Enumerable.Range(0, 1_000).Select(i => KeyValuePair.Create($"label-{i}", $"{i}")));
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal($"{i}", labels[$"label-{i}"]);
            Assert.Null(labels[$"other-{i}"]);
        }
    }

    [Fact]
    public void Keys_with_one_hash_are_told_apart()
    {
        // FNV-1a of both is equal.
        const string First = "costarring";
        const string Second = "liquid";
        Assert.Equal(LabelHash.Of(First), LabelHash.Of(Second));
        LabelSet labels = Set((First, "1"), (Second, "2"));
        Assert.Equal("1", labels[First]);
        Assert.Equal("2", labels[Second]);
        Assert.Null(Set((First, "1"))[Second]);
    }

    [Fact]
    public void The_text_form_lists_keys_and_values() => Assert.Equal("{a=1, b=}", Set(("b", ""), ("a", "1")).ToString());

    private static LabelSet Set(params (string Key, string Value)[] labels) =>
        LabelSet.Create(labels.Select(label => KeyValuePair.Create(label.Key, label.Value)));
}
