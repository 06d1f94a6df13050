using PolicyEngine.Selectors.Algebra.Values;
using PolicyEngine.Selectors.Nodes;

namespace PolicyEngine.Selectors.Algebra.Search;

/// <summary>
/// What one label can still be. Never changes, except that a value found for it is kept. Only states that something satisfies
/// are made, or that nobody could decide.
/// </summary>
internal sealed class LabelState
{
    private readonly ValueDomain _domain;
    private readonly LabelCondition? _conditions;
    private readonly bool _hasText;

    // The only values left, each of which meets every condition; null where they are not few.
    private readonly string[]? _allowed;
    private string? _example;

    private LabelState(
        ValueDomain domain,
        bool canBeAbsent,
        bool canBePresent,
        string[]? allowed,
        LabelCondition? conditions,
        bool hasText,
        string? example,
        bool isDoubtful)
    {
        _domain = domain;
        CanBeAbsent = canBeAbsent;
        CanBePresent = canBePresent;
        _allowed = allowed;
        _conditions = conditions;
        _hasText = hasText;
        _example = example;
        IsDoubtful = isDoubtful;
    }

    public bool CanBeAbsent { get; }

    public bool CanBePresent { get; }

    /// <summary>Whether it was too much work to find out if a value is left.</summary>
    public bool IsDoubtful { get; }

    /// <summary>A label of which nothing is known but the values it can have at all.</summary>
    public static LabelState Of(ValueDomain domain) => new(domain, true, domain.HasValues, null, null, false, null, false);

    /// <summary>This state and one condition more; null where nothing satisfies both.</summary>
    public LabelState? With(LabelNode node, bool wanted, StepBudget budget)
    {
        bool canBeAbsent = CanBeAbsent && node.Accepts(null) == wanted;
        if (node is HasNode)
        {
            return wanted ? Present() : CanBeAbsent ? Absent() : null;
        }

        if (!CanBePresent)
        {
            return canBeAbsent ? this : null;
        }

        if (_allowed is not null)
        {
            budget.Spend(_allowed.Length);
            string[] left = Kept(_allowed, node, wanted);
            return left.Length == _allowed.Length ? this : left.Length == 0 ? null : Among(left);
        }

        if (ValuesOf(node, wanted) is { } values)
        {
            return !AnyPossible(values, budget) ? null : Among(values.Length == 1 ? values : Array.FindAll(values, IsPossible));
        }

        LabelCondition conditions = new(node, wanted, _conditions);
        string? example = _example is not null && node.Accepts(_example) == wanted ? _example : null;
        return Settled(canBeAbsent, conditions, _hasText || conditions.IsText, example, budget);

        LabelState? Present() =>
            !CanBePresent ? null : CanBeAbsent ? Settled(false, _conditions, _hasText, _example, budget) : this;
    }

    /// <summary>Whether the condition holds in whatever this label can still be; null where that is open or not obvious.</summary>
    public bool? Tell(LabelNode node, StepBudget budget)
    {
        if (!CanBePresent)
        {
            return node.Accepts(null);
        }

        if (_allowed is not null)
        {
            budget.Spend(_allowed.Length);
            bool first = node.Accepts(_allowed[0]);
            foreach (string value in _allowed)
            {
                if (node.Accepts(value) != first)
                {
                    return null;
                }
            }

            return first;
        }

        if (node is HasNode)
        {
            return CanBeAbsent ? null : true;
        }

        // Values that are excluded already settle what asks for them, present or not.
        return node switch
        {
            EqualsNode or NotEqualsNode => IsPossible(((ValueNode)node).Value) ? null : node is NotEqualsNode,
            SetNode set => AnyPossible(set.Values, budget) ? null : node is NotInNode,
            _ => null,
        };
    }

    /// <summary>A value that this label can have; null for absence.</summary>
    public string? Example()
    {
        if (CanBeAbsent)
        {
            return null;
        }

        return _example ??= _allowed?[0] ?? FreshValue.First(IsPossible);
    }

    // Loops, not lambdas: these run for every condition of every question.
    private static string[] Kept(string[] values, LabelNode node, bool wanted)
    {
        int kept = 0;
        foreach (string value in values)
        {
            kept += node.Accepts(value) == wanted ? 1 : 0;
        }

        if (kept == values.Length)
        {
            return values;
        }

        string[] left = kept == 0 ? [] : new string[kept];
        for (int i = 0, at = 0; at < kept; i++)
        {
            if (node.Accepts(values[i]) == wanted)
            {
                left[at++] = values[i];
            }
        }

        return left;
    }

    // The values of which a condition demands one; null where it does not list them.
    private static string[]? ValuesOf(LabelNode node, bool wanted) => node switch
    {
        EqualsNode equals when wanted => [equals.Value],
        NotEqualsNode unequal when !wanted => [unequal.Value],
        InNode members when wanted => members.Values,
        NotInNode others when !wanted => others.Values,
        _ => null,
    };

    private bool IsPossible(string value) => _domain.Contains(value) && LabelCondition.Admit(_conditions, value);

    private bool AnyPossible(string[] values, StepBudget budget)
    {
        budget.Spend(values.Length);
        foreach (string value in values)
        {
            if (IsPossible(value))
            {
                return true;
            }
        }

        return false;
    }

    private LabelState Absent() => CanBePresent ? new LabelState(_domain, true, false, null, null, false, null, false) : this;

    private LabelState Among(string[] values) => new(_domain, false, true, values, null, false, null, false);

    // Conditions on text are looked into as soon as the label must be present: only then can they contradict each other.
    private LabelState? Settled(bool canBeAbsent, LabelCondition? conditions, bool hasText, string? example, StepBudget budget)
    {
        bool isDoubtful = false;
        if (!canBeAbsent && hasText && example is null)
        {
            Truth found = ValueFinder.Find(_domain, conditions, budget, out example);
            if (found == Truth.No)
            {
                return null;
            }

            isDoubtful = found == Truth.Unknown;
        }

        return new LabelState(_domain, canBeAbsent, true, null, conditions, hasText, example, isDoubtful);
    }
}
