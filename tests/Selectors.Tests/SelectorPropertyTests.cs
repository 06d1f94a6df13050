using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Property = TestKit.Property;

namespace PolicyEngine.Selectors.Tests;

public class SelectorPropertyTests
{
    [Fact]
    public void Matches_agrees_with_a_naive_evaluator() => Property.Holds(Generators.Questions, question =>
    {
        Selector selector = Selector.Parse(question.Expression.Text);
        Assert.All(question.Labels, labels => Assert.Equal(question.Expression.Holds(labels), selector.Matches(labels.ToLabelSet())));
    });

    [Fact]
    public void Canonical_text_reparses_to_an_equivalent_selector() => Property.Holds(Generators.Questions, question =>
    {
        Selector selector = Selector.Parse(question.Expression.Text);
        Selector again = Selector.Parse(selector.Text);
        Assert.All(question.Labels, labels => Assert.Equal(selector.Matches(labels.ToLabelSet()), again.Matches(labels.ToLabelSet())));
    });

    [Fact]
    public void Canonical_text_is_a_fixed_point_unless_a_negation_is_negated() => Property.Holds(Generators.Expressions, expression =>
    {
        string canonical = Selector.Parse(expression.Text).Text;
        bool doubled = Regex.IsMatch(canonical, "!!", RegexOptions.None, TimeSpan.FromSeconds(1));
        return doubled || Same(Selector.Parse(canonical).Text, canonical);
    });

    [Fact]
    public void Canonicalising_twice_is_stable() => Property.Holds(Generators.Expressions, expression =>
    {
        string twice = Selector.Normalise(Selector.Normalise(expression.Text));
        return Same(Selector.Normalise(twice), twice);
    });

    [Fact]
    public void Requirements_are_met_by_every_matching_label_set() => Property.Holds(Generators.Questions, question =>
    {
        Selector selector = Selector.Parse(question.Expression.Text);
        foreach (Dictionary<string, string> labels in question.Labels.Where(question.Expression.Holds))
        {
            Assert.All(selector.Requirements, requirement => Assert.True(IsMet(requirement, labels), requirement.ToString()));
        }
    });

    [Fact]
    public void Requirements_are_ordered_by_label() => Property.Holds(Generators.Expressions, expression =>
    {
        string[] labels = [.. Selector.Parse(expression.Text).Requirements.Select(requirement => requirement.Label)];
        return labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).SequenceEqual(labels, StringComparer.Ordinal);
    });

    [Fact]
    public void Equality_is_equality_of_canonical_texts() => Property.Holds(
        Generators.Expressions.Generator.Two().ToArbitrary(),
        pair =>
        {
            Selector first = Selector.Parse(pair.Item1.Text);
            Selector second = Selector.Parse(pair.Item2.Text);
            bool same = Same(first.Text, second.Text);
            return first.Equals(second) == same && Same(first.UniqueId, second.UniqueId) == same && (!same || first.GetHashCode() == second.GetHashCode());
        });

    [Fact]
    public void Composition_yields_what_parsing_the_composed_text_yields() => Property.Holds(
        Generators.Expressions.Generator.Two().ToArbitrary(),
        pair =>
        {
            (Selector first, Selector second) = (Selector.Parse(pair.Item1.Text), Selector.Parse(pair.Item2.Text));
            Assert.Equal(Selector.Parse($"({pair.Item1.Text}) && ({pair.Item2.Text})").Text, Selector.And(first, second).Text);
            Assert.Equal(Selector.Parse($"({pair.Item1.Text}) || ({pair.Item2.Text})").Text, Selector.Or(first, second).Text);
            Assert.Equal(Selector.Parse($"!({pair.Item1.Text})").Text, Selector.Not(first).Text);
        });

    [Fact]
    public void Any_text_of_selector_characters_gets_a_selector_or_an_error_inside_it() => Property.Holds(
        Gen.Elements("a", "in", "not", " ", "\t", "\n", "==", "!=", "!", "(", ")", "{", "}", ",", "'", "\"", "has(", "all()", "global(", "&&", "||", "=", "|", "\0", "\u00A0", "\uD800")
            .ArrayOf().Select(string.Concat).ToArbitrary(),
        text =>
        {
            if (Selector.TryParse(text, out Selector? selector, out SelectorError? error))
            {
                Assert.NotNull(selector);
                Assert.Null(error);
                return;
            }

            Assert.Null(selector);
            Assert.NotNull(error);
            Assert.InRange(error.Offset, 0, text.Length);
            Assert.InRange(error.Offset + error.Length, error.Offset, text.Length);
            Assert.True(char.IsLower(error.Message[0]), error.Message);
            Assert.False(error.Message.EndsWith('.'), error.Message);
            Assert.DoesNotContain(error.Message, char.IsControl);
        },
        Property.Cases * 10);

    private static bool Same(string first, string second) => string.Equals(first, second, StringComparison.Ordinal);

    private static bool IsMet(LabelRequirement requirement, Dictionary<string, string> labels)
    {
        bool present = labels.TryGetValue(requirement.Label, out string? value);
        return (!requirement.MustBePresent || present)
            && (!requirement.MustBeAbsent || !present)
            && (requirement.OneOf is not { } values || (present && values.Contains(value!, StringComparer.Ordinal)));
    }
}
