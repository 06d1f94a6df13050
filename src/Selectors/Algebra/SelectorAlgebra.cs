using PolicyEngine.Selectors.Algebra.Search;

namespace PolicyEngine.Selectors.Algebra;

/// <summary>
/// Decides questions about every label set there could be, not only those that exist: can a selector hold at all, does one
/// imply another? Exact within a budget of steps, and unknown beyond it. Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// An absent label satisfies <c>k != 'v'</c>, <c>k not in {..}</c> and every other negation of a condition on its value, as it
/// does in Calico and Kubernetes. <c>global()</c> holds everywhere, as it does wherever Calico does not replace it.
/// </remarks>
public sealed class SelectorAlgebra
{
    /// <summary>The budget of one question where none is given: some milliseconds of work.</summary>
    public const int DefaultSteps = 500_000;

    private readonly LabelUniverse _universe;
    private readonly int _steps;

    /// <summary>An algebra over <paramref name="universe"/> that spends at most <paramref name="steps"/> on a question.</summary>
    public SelectorAlgebra(LabelUniverse universe, int steps = DefaultSteps)
    {
        ArgumentNullException.ThrowIfNull(universe);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        _universe = universe;
        _steps = steps;
    }

    /// <summary>The algebra of labels as Kubernetes accepts them.</summary>
    public static SelectorAlgebra Kubernetes { get; } = new(LabelUniverse.Kubernetes);

    /// <summary>The algebra of labels of any name and text.</summary>
    public static SelectorAlgebra Any { get; } = new(LabelUniverse.Any);

    /// <summary>Whether some label set satisfies the selector; where it does, the witness is one.</summary>
    public LabelFinding Satisfiable(Selector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ConstraintSearch search = Begin();
        search.Require(selector.Root, true);
        return search.Run();
    }

    /// <summary>
    /// Whether some label set satisfies every one of <paramref name="all"/> and none of <paramref name="none"/>; where one
    /// does, the witness is it. That there is none means that <paramref name="none"/> together cover <paramref name="all"/>.
    /// </summary>
    public LabelFinding Satisfiable(IReadOnlyList<Selector> all, IReadOnlyList<Selector> none)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(none);
        ConstraintSearch search = Begin();
        for (int i = none.Count - 1; i >= 0; i--)
        {
            search.Require(none[i].Root, false);
        }

        // Last required is first looked at, and what holds narrows more than what does not.
        for (int i = all.Count - 1; i >= 0; i--)
        {
            search.Require(all[i].Root, true);
        }

        return search.Run();
    }

    /// <summary>
    /// Whether every label set that <paramref name="premise"/> matches is matched by <paramref name="conclusion"/>; where not,
    /// the witness is one that only <paramref name="premise"/> matches.
    /// </summary>
    public LabelFinding Implies(Selector premise, Selector conclusion)
    {
        ArgumentNullException.ThrowIfNull(premise);
        ArgumentNullException.ThrowIfNull(conclusion);
        return Only(premise, conclusion).AsClaim();
    }

    /// <summary>Whether no label set satisfies both selectors; where one does, the witness is it.</summary>
    public LabelFinding Disjoint(Selector first, Selector second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ConstraintSearch search = Begin();
        search.Require(second.Root, true);
        search.Require(first.Root, true);
        return search.Run().AsClaim();
    }

    /// <summary>Whether both selectors match the same label sets; where not, the witness is one that exactly one of them matches.</summary>
    public LabelFinding Equivalent(Selector first, Selector second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        LabelFinding onlyFirst = Only(first, second);
        if (onlyFirst.IsYes)
        {
            return onlyFirst.AsClaim();
        }

        LabelFinding onlySecond = Only(second, first);
        return (onlySecond.IsYes || onlyFirst.IsNo ? onlySecond : onlyFirst).AsClaim();
    }

    /// <summary>Whether the selector matches every label set; where not, the witness is one that it does not match.</summary>
    public LabelFinding IsTautology(Selector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ConstraintSearch search = Begin();
        search.Require(selector.Root, false);
        return search.Run().AsClaim();
    }

    private LabelFinding Only(Selector matching, Selector other)
    {
        ConstraintSearch search = Begin();
        search.Require(other.Root, false);
        search.Require(matching.Root, true);
        return search.Run();
    }

    private ConstraintSearch Begin() => new(_universe, new StepBudget(_steps));
}
