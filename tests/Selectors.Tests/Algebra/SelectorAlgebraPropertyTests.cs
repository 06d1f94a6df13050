using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Selectors.Algebra;
using Property = TestKit.Property;

namespace PolicyEngine.Selectors.Tests.Algebra;

public class SelectorAlgebraPropertyTests
{
    private static readonly string[] Labels = ["a", "b", "c"];
    private static readonly string[] Values = ["", "p", "q"];

    // One value more than is mentioned stands for all others; a search of depth three cannot need two.
    private static readonly Dictionary<string, string>[] SmallUniverse = [.. BruteForce.LabelSets(Labels, [.. Values, "r"])];

    private static readonly string[] ValidTexts = BruteForce.Texts("ab-x", 3, valid: true);
    private static readonly string[] AllTexts = BruteForce.Texts("ab-x", 3, valid: false);
    private static readonly string[] LongTexts = BruteForce.Texts("ab-x", 6, valid: false);

    private static readonly Arbitrary<Expression> Simple = Trees(Labels, SimpleLeaf);
    private static readonly Arbitrary<Expression> Textual = Trees(["a", "b"], TextLeaf);

    private static readonly Arbitrary<Expression> Conjunctions = Arb.From(
        from count in Gen.Choose(2, 7)
        from leaves in TextLeaf("a").ArrayOf(count)
        from negated in Gen.Elements(true, false).ArrayOf(count)
        select (Expression)new Chain(true, [new Presence("a"), .. leaves.Select((leaf, i) => negated[i] ? new Negation(leaf) : leaf)]));

    [Fact]
    public void Satisfiability_agrees_with_trying_every_label_set() => Property.Holds(Simple, expression =>
        BruteForce.AssertAgrees(SelectorAlgebra.Kubernetes.Satisfiable(Selector.Parse(expression.Text)), expression, SmallUniverse, true));

    [Fact]
    public void Satisfiability_with_conditions_on_text_agrees_with_trying_short_texts() => Property.Holds(Textual, expression =>
    {
        Selector selector = Selector.Parse(expression.Text);
        BruteForce.AssertAgrees(
            SelectorAlgebra.Kubernetes.Satisfiable(selector), expression, BruteForce.LabelSets(["a", "b"], ValidTexts), true);
        BruteForce.AssertAgrees(
            SelectorAlgebra.Any.Satisfiable(selector), expression, BruteForce.LabelSets(["a", "b"], AllTexts), false);
    });

    [Fact]
    public void Conditions_on_one_text_agree_with_trying_longer_texts() => Property.Holds(Conjunctions, expression =>
        BruteForce.AssertAgrees(
            SelectorAlgebra.Any.Satisfiable(Selector.Parse(expression.Text)), expression, BruteForce.LabelSets(["a"], LongTexts), false));

    [Fact]
    public void Implication_disjointness_and_equivalence_agree_with_trying_every_label_set() => Property.Holds(
        Arb.From(Simple.Generator.Two()),
        pair =>
        {
            (Expression a, Expression b) = pair;
            (Selector first, Selector second) = (Selector.Parse(a.Text), Selector.Parse(b.Text));
            SelectorAlgebra algebra = SelectorAlgebra.Kubernetes;
            AssertClaim(algebra.Implies(first, second), labels => !a.Holds(labels) || b.Holds(labels));
            AssertClaim(algebra.Disjoint(first, second), labels => !a.Holds(labels) || !b.Holds(labels));
            AssertClaim(algebra.Equivalent(first, second), labels => a.Holds(labels) == b.Holds(labels));
            AssertClaim(algebra.IsTautology(first), a.Holds);
        });

    [Fact]
    public void What_is_satisfied_with_some_and_without_others_agrees_with_their_conjunction() => Property.Holds(
        Arb.From(Simple.Generator.Three()),
        three =>
        {
            Expression whole = new Chain(true, [three.Item1, new Negation(three.Item2), new Negation(three.Item3)]);
            LabelFinding finding = SelectorAlgebra.Kubernetes.Satisfiable(
                [Selector.Parse(three.Item1.Text)],
                [Selector.Parse(three.Item2.Text), Selector.Parse(three.Item3.Text)]);
            BruteForce.AssertAgrees(finding, whole, SmallUniverse, true);
        });

    [Fact]
    public void A_small_budget_never_yields_a_wrong_answer() => Property.Holds(Textual, expression =>
    {
        Selector selector = Selector.Parse(expression.Text);
        Truth exact = SelectorAlgebra.Kubernetes.Satisfiable(selector).Truth;
        for (int steps = 0; steps < 60; steps += 3)
        {
            LabelFinding finding = new SelectorAlgebra(LabelUniverse.Kubernetes, steps).Satisfiable(selector);
            Assert.True(finding.Truth == exact || finding.Truth == Truth.Unknown);
        }
    });

    private static void AssertClaim(LabelFinding finding, Func<Dictionary<string, string>, bool> claim)
    {
        Assert.Equal(SmallUniverse.All(claim) ? Truth.Yes : Truth.No, finding.Truth);
        Assert.Equal(finding.IsNo, finding.Witness is not null);
        Assert.True(finding.Witness is null || !claim(finding.Witness.ToDictionary(StringComparer.Ordinal)), finding.Witness?.ToString());
    }

    private static Arbitrary<Expression> Trees(string[] labels, Func<string, Gen<Expression>> leaf)
    {
        Gen<Expression> leaves = Gen.Elements(labels).SelectMany(leaf);
        return Arb.From(Gen.Sized(size => Tree(Math.Min(size, 20), leaves)), Shrink);
    }

    private static Gen<Expression> Tree(int size, Gen<Expression> leaf)
    {
        if (size < 2)
        {
            return leaf;
        }

        Gen<Expression> chain =
            from count in Gen.Choose(2, 4)
            from conjunction in Gen.Elements(true, true, false)
            from operands in Tree(size / count, leaf).ArrayOf(count)
            select (Expression)new Chain(conjunction, operands);
        return Gen.Frequency((1, leaf), (1, Tree(size - 1, leaf).Select(Expression (operand) => new Negation(operand))), (3, chain));
    }

    private static Gen<Expression> SimpleLeaf(string label) => Gen.Frequency(
        (1, Gen.Constant<Expression>(new Presence(label))),
        (1, Gen.Elements("all()", "global()").Select(Expression (word) => new Everything(word))),
        (4, Gen.Elements("==", "!=").SelectMany(symbol => Gen.Elements(Values).Select(Expression (value) => new Comparison(label, symbol, value)))),
        (2, Gen.SubListOf(Values).SelectMany(values => Gen.Elements(true, false).Select(Expression (negated) => new Membership(label, negated, [.. values])))));

    private static Gen<Expression> TextLeaf(string label)
    {
        Gen<string> text = Gen.Elements("", "a", "b", "ab", "ba", "-", "a-", "-b", "aa", "bab");
        return Gen.Frequency(
            (1, Gen.Constant<Expression>(new Presence(label))),
            (6, Gen.Elements("contains", "startswith", "endswith", "==", "!=").SelectMany(symbol => text.Select(Expression (value) => new Comparison(label, symbol, value)))),
            (1, text.ArrayOf(3).SelectMany(values => Gen.Elements(true, false).Select(Expression (negated) => new Membership(label, negated, values)))));
    }

    private static IEnumerable<Expression> Shrink(Expression expression)
    {
        foreach (Expression part in expression.Parts)
        {
            yield return part;
        }

        if (expression is Chain { Operands.Length: > 2 } chain)
        {
            for (int i = 0; i < chain.Operands.Length; i++)
            {
                yield return chain with { Operands = [.. chain.Operands.Where((_, index) => index != i)] };
            }
        }
    }
}
