using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Calico's selector language as a tree. Looks labels up by a function that gives null for an absent one.</summary>
// Calico: evaluation of selectors. Every comparison but `!=` and `not in` is false for an absent label.
public abstract record SelectorExpression
{
    public abstract string Text { get; }

    public virtual bool IsBroken => false;

    public abstract bool Matches(Func<string, string?> label);

    public sealed override string ToString() => Text;
}

public sealed record Compare(string Key, string Operator, string Value) : SelectorExpression
{
    public override string Text => $"{Key} {Operator} '{Value}'";

    public override bool Matches(Func<string, string?> label) => (Operator, label(Key)) switch
    {
        ("!=", var actual) => actual != Value,
        (_, null) => false,
        ("==", var actual) => actual == Value,
        ("contains", var actual) => actual.Contains(Value, StringComparison.Ordinal),
        ("starts with", var actual) => actual.StartsWith(Value, StringComparison.Ordinal),
        (_, var actual) => actual.EndsWith(Value, StringComparison.Ordinal),
    };
}

public sealed record Member(string Key, bool Negated, ImmutableArray<string> Values) : SelectorExpression
{
    public override string Text => $"{Key} {(Negated ? "not in" : "in")} {{{string.Join(", ", Values.Select(value => $"'{value}'"))}}}";

    public override bool Matches(Func<string, string?> label) => (label(Key) is { } actual && Values.Contains(actual, StringComparer.Ordinal)) != Negated;
}

public sealed record Has(string Key) : SelectorExpression
{
    public override string Text => $"has({Key})";

    public override bool Matches(Func<string, string?> label) => label(Key) is not null;
}

public sealed record All : SelectorExpression
{
    public override string Text => "all()";

    public override bool Matches(Func<string, string?> label) => true;
}

/// <summary>Outside of namespace selectors it is the same as <c>all()</c>.</summary>
public sealed record Global : SelectorExpression
{
    public override string Text => "global()";

    public override bool Matches(Func<string, string?> label) => true;
}

public sealed record Not(SelectorExpression Inner) : SelectorExpression
{
    public override string Text => Inner is Compare or Member ? $"!({Inner.Text})" : $"!{Inner.Text}";

    public override bool IsBroken => Inner.IsBroken;

    public override bool Matches(Func<string, string?> label) => !Inner.Matches(label);
}

public sealed record And(SelectorExpression Left, SelectorExpression Right) : SelectorExpression
{
    public override string Text => $"({Left.Text} && {Right.Text})";

    public override bool IsBroken => Left.IsBroken || Right.IsBroken;

    public override bool Matches(Func<string, string?> label) => Left.Matches(label) && Right.Matches(label);
}

public sealed record Or(SelectorExpression Left, SelectorExpression Right) : SelectorExpression
{
    public override string Text => $"({Left.Text} || {Right.Text})";

    public override bool IsBroken => Left.IsBroken || Right.IsBroken;

    public override bool Matches(Func<string, string?> label) => Left.Matches(label) || Right.Matches(label);
}

/// <summary>Text that is no selector.</summary>
public sealed record Unparsable(string Written) : SelectorExpression
{
    public override string Text => Written;

    public override bool IsBroken => true;

    public override bool Matches(Func<string, string?> label) => throw new InvalidOperationException("nothing is known about it");
}
