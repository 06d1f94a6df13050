using PolicyEngine.Binding;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Queries.Reach;

/// <summary>
/// The labels there could be in any cluster. What is impossible is so for everything that has labels at all; what is possible is
/// shown with a pod, or with something outside all namespaces.
/// </summary>
internal static class ReachLabels
{
    private const int LeastSteps = 20_000;
    private const int StepsPerLetter = 5;
    private const int LeastUnits = 100;
    private const int LettersPerUnit = 8;

    // Wider than anything real: no label is bound to another one.
    private static readonly LabelUniverse s_anything =
        LabelUniverse.Of(label => label == CalicoLabels.ServiceAccount ? LabelValues.Any : LabelUniverse.Kubernetes.ValuesOf(WithoutPrefix(label)));

    private static readonly Selector s_isPod = Selector.And(
        [CalicoLabels.IsPod, CalicoLabels.IsNamespaced, Selector.HasLabel(CalicoLabels.ServiceAccount)]);

    /// <summary>Whether nothing with labels can satisfy all of some selectors and none of others. Unknown counts as possible.</summary>
    public static bool AreImpossible(IReadOnlyList<Selector> all, IReadOnlyList<Selector> none, ReachBudget budget) =>
        Ask(s_anything, all, none, budget).IsNo;

    /// <summary>The effective labels of a pod, or of something in no namespace, that satisfy one selector; null where none were found.</summary>
    public static LabelSet? Example(Selector selector) => Example([selector], [], new ReachBudget(ReachBudget.OfPolicy, CancellationToken.None));

    /// <summary>The effective labels of a pod, or of something in no namespace, that satisfy them; null where none were found.</summary>
    public static LabelSet? Example(IReadOnlyList<Selector> all, IReadOnlyList<Selector> none, ReachBudget budget)
    {
        Selector[] wanted = [s_isPod, .. all.Select(FutureLabels.Canonical)];
        if (Ask(FutureLabels.Universe, wanted, [.. none.Select(FutureLabels.Canonical)], budget).Witness is { } pod)
        {
            return FutureLabels.Effective(pod);
        }

        Selector[] absent =
        [
            .. all.Concat(none).SelectMany(selector => selector.Labels)
                .Where(label => FutureLabels.IsLent(label) || label is CalicoLabels.Namespace or CalicoLabels.ServiceAccount or CalicoLabels.Orchestrator)
                .Distinct(StringComparer.Ordinal)
                .Select(Selector.HasLabel),
        ];
        return Ask(s_anything, all, [.. none, .. absent], budget).Witness;
    }

    // What is asked of more selectors is harder to answer; what was left open has cost the most.
    private static LabelFinding Ask(LabelUniverse universe, IReadOnlyList<Selector> all, IReadOnlyList<Selector> none, ReachBudget budget)
    {
        long letters = all.Sum(selector => (long)selector.Text.Length) + none.Sum(selector => (long)selector.Text.Length);
        if (!budget.Spend(LeastUnits + (letters * (all.Count + none.Count) / LettersPerUnit)))
        {
            return new LabelFinding(Truth.Unknown, null);
        }

        int steps = (int)Math.Min(LeastSteps + (letters * StepsPerLetter), SelectorAlgebra.DefaultSteps);
        LabelFinding found = new SelectorAlgebra(universe, steps).Satisfiable(all, none);
        if (found is { IsYes: false, IsNo: false })
        {
            budget.Spend(steps);
        }

        return found;
    }

    private static string WithoutPrefix(string label) => FutureLabels.IsLent(label) ? label[CalicoLabels.NamespacePrefix.Length..] : label;
}
