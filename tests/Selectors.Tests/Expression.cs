namespace PolicyEngine.Selectors.Tests;

/// <summary>A selector as the tests understand it: its own text and its own evaluator, sharing nothing with the library.</summary>
internal abstract record Expression
{
    public abstract string Text { get; }

    public abstract bool Holds(IReadOnlyDictionary<string, string> labels);

    public virtual IEnumerable<Expression> Parts => [];

    public sealed override string ToString() => Text;

    public static string Quote(string value) => value.Contains('\'', StringComparison.Ordinal) ? $"\"{value}\"" : $"'{value}'";
}

internal sealed record Everything(string Word) : Expression
{
    public override string Text => Word;

    public override bool Holds(IReadOnlyDictionary<string, string> labels) => true;
}

internal sealed record Presence(string Label) : Expression
{
    public override string Text => $"has( {Label} )";

    public override bool Holds(IReadOnlyDictionary<string, string> labels) => labels.ContainsKey(Label);
}

internal sealed record Comparison(string Label, string Operator, string Value) : Expression
{
    public override string Text => $"{Label} {Operator} {Quote(Value)}";

    public override bool Holds(IReadOnlyDictionary<string, string> labels)
    {
        string? actual = labels.GetValueOrDefault(Label);
        return Operator switch
        {
            "==" => string.Equals(actual, Value, StringComparison.Ordinal),
            "!=" => !string.Equals(actual, Value, StringComparison.Ordinal),
            "contains" => actual != null && actual.Contains(Value, StringComparison.Ordinal),
            "startswith" => actual != null && actual.StartsWith(Value, StringComparison.Ordinal),
            _ => actual != null && actual.EndsWith(Value, StringComparison.Ordinal),
        };
    }
}

internal sealed record Membership(string Label, bool Negated, string[] Values) : Expression
{
    public override string Text => $"{Label} {(Negated ? "notin" : "in")} {{{string.Join(",", Values.Select(Quote))}}}";

    public override bool Holds(IReadOnlyDictionary<string, string> labels) =>
        (labels.TryGetValue(Label, out string? actual) && Values.Contains(actual, StringComparer.Ordinal)) != Negated;
}

internal sealed record Negation(Expression Operand) : Expression
{
    public override string Text => Operand is Chain ? $"!({Operand.Text})" : $"! {Operand.Text}";

    public override IEnumerable<Expression> Parts => [Operand];

    public override bool Holds(IReadOnlyDictionary<string, string> labels) => !Operand.Holds(labels);
}

internal sealed record Chain(bool Conjunction, Expression[] Operands) : Expression
{
    public override string Text =>
        string.Join(Conjunction ? "&&" : " || ", Operands.Select(operand => operand is Chain ? $"({operand.Text})" : operand.Text));

    public override IEnumerable<Expression> Parts => Operands;

    public override bool Holds(IReadOnlyDictionary<string, string> labels) =>
        Conjunction ? Operands.All(operand => operand.Holds(labels)) : Operands.Any(operand => operand.Holds(labels));
}
