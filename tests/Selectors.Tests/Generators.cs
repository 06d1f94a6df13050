using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Selectors.Tests;

/// <summary>Few labels and values, so that generated selectors and label sets meet.</summary>
internal static class Generators
{
    private static readonly string[] LabelNames = ["a", "b", "in", "not", "has", "c.d/e-f"];
    private static readonly string[] LabelValues = ["", "x", "y", "xy", "X", "it's", "say \"x\"", "\uFFFF", "\U00010348"];

    public static Arbitrary<Expression> Expressions { get; } = Arb.From(Gen.Sized(size => Tree(Math.Min(size, 24))), Shrink);

    public static Arbitrary<Dictionary<string, string>> Labels { get; } = LabelMap().ToArbitrary();

    public static Arbitrary<(Expression Expression, Dictionary<string, string>[] Labels)> Questions { get; } = Arb.From(
        from expression in Expressions.Generator
        from labels in LabelMap().ArrayOf(8)
        select (expression, labels),
        question => Shrink(question.expression).Select(smaller => (smaller, question.labels)));

    public static LabelSet ToLabelSet(this Dictionary<string, string> labels) => LabelSet.Create(labels);

    private static Gen<Dictionary<string, string>> LabelMap() =>
        from names in Gen.SubListOf(LabelNames)
        from values in Gen.Elements(LabelValues).ArrayOf(LabelNames.Length)
        select names.Select((name, i) => (name, values[i])).ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);

    private static Gen<Expression> Tree(int size)
    {
        Gen<Expression> leaf = Leaf();
        if (size < 2)
        {
            return leaf;
        }

        Gen<Expression> negation = Tree(size - 1).Select(Expression (operand) => new Negation(operand));
        Gen<Expression> chain =
            from count in Gen.Choose(2, 4)
            from conjunction in Gen.Elements(true, false)
            from operands in Tree(size / count).ArrayOf(count)
            select (Expression)new Chain(conjunction, operands);
        return Gen.Frequency((1, leaf), (1, negation), (3, chain));
    }

    private static Gen<Expression> Leaf()
    {
        Gen<string> label = Gen.Elements(LabelNames);
        Gen<Expression> everything = Gen.Elements("all()", "global( )").Select(Expression (word) => new Everything(word));
        Gen<Expression> presence = label.Select(Expression (name) => new Presence(name));
        Gen<Expression> comparison =
            from name in label
            from symbol in Gen.Elements("==", "==", "!=", "contains", "startswith", "endswith")
            from value in Gen.Elements(LabelValues)
            select (Expression)new Comparison(name, symbol, value);
        Gen<Expression> membership =
            from name in label
            from negated in Gen.Elements(true, false)
            from count in Gen.Choose(0, 12)
            from values in Gen.Elements(LabelValues).ArrayOf(count)
            select (Expression)new Membership(name, negated, values);
        return Gen.Frequency((1, everything), (2, presence), (4, comparison), (2, membership));
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
