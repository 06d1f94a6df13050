using System.Diagnostics;

namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>The values one label can have at all, as an automaton over their characters and a greatest length.</summary>
internal sealed class ValueDomain : ITextAutomaton
{
    private const int Empty = 0;
    private const int AfterEdge = 1;
    private const int AfterInner = 2;
    private const int AfterDot = 3;

    private readonly LabelValues _kind;

    private ValueDomain(LabelValues kind, int maxLength)
    {
        _kind = kind;
        MaxLength = maxLength;
    }

    public static ValueDomain None { get; } = new(LabelValues.None, 0);

    public static ValueDomain Any { get; } = new(LabelValues.Any, int.MaxValue);

    public static ValueDomain Label { get; } = new(LabelValues.Label, 63);

    public static ValueDomain Name { get; } = new(LabelValues.Name, 63);

    public static ValueDomain DottedName { get; } = new(LabelValues.DottedName, 253);

    public int MaxLength { get; }

    public bool HasValues => _kind != LabelValues.None;

    public int Start => HasValues ? Empty : TextState.Hopeless;

    public int StateCount => AfterDot + 1;

    public static ValueDomain Of(LabelValues kind) => kind switch
    {
        LabelValues.None => None,
        LabelValues.Any => Any,
        LabelValues.Label => Label,
        LabelValues.Name => Name,
        LabelValues.DottedName => DottedName,
        _ => throw new UnreachableException($"{kind} is no kind of value"),
    };

    public int Step(int state, char next)
    {
        if (_kind == LabelValues.Any)
        {
            return Empty;
        }

        if (_kind == LabelValues.Label ? char.IsAsciiLetterOrDigit(next) : char.IsAsciiLetterLower(next) || char.IsAsciiDigit(next))
        {
            return AfterEdge;
        }

        return next switch
        {
            '-' when state is AfterEdge or AfterInner => AfterInner,
            '_' or '.' when _kind == LabelValues.Label && state != Empty => AfterInner,
            '.' when _kind == LabelValues.DottedName && state == AfterEdge => AfterDot,
            _ => TextState.Hopeless,
        };
    }

    public bool Accepts(int state) => state == AfterEdge || (state == Empty && _kind is LabelValues.Any or LabelValues.Label);

    /// <summary>Whether a label can have this value.</summary>
    public bool Contains(ReadOnlySpan<char> value)
    {
        if (_kind == LabelValues.Any)
        {
            return true;
        }

        if (!HasValues || value.Length > MaxLength)
        {
            return false;
        }

        int state = Empty;
        foreach (char next in value)
        {
            state = Step(state, next);
            if (state == TextState.Hopeless)
            {
                return false;
            }
        }

        return Accepts(state);
    }
}
