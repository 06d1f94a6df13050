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
    private const int Steps = 100_000;

    // Wider than anything real: no label is bound to another one.
    private static readonly SelectorAlgebra s_anything = new(
        LabelUniverse.Of(label => label == CalicoLabels.ServiceAccount ? LabelValues.Any : LabelUniverse.Kubernetes.ValuesOf(WithoutPrefix(label))), Steps);

    private static readonly SelectorAlgebra s_pods = new(FutureLabels.Universe, Steps);

    private static readonly Selector s_isPod = Selector.And(
        [CalicoLabels.IsPod, CalicoLabels.IsNamespaced, Selector.HasLabel(CalicoLabels.ServiceAccount)]);

    /// <summary>Whether nothing with labels can satisfy all of some selectors and none of others. Unknown counts as possible.</summary>
    public static bool AreImpossible(IReadOnlyList<Selector> all, IReadOnlyList<Selector> none) => s_anything.Satisfiable(all, none).IsNo;

    /// <summary>The effective labels of a pod, or of something in no namespace, that satisfy them; null where none were found.</summary>
    public static LabelSet? Example(IReadOnlyList<Selector> all, IReadOnlyList<Selector> none)
    {
        Selector[] wanted = [s_isPod, .. all.Select(FutureLabels.Canonical)];
        if (s_pods.Satisfiable(wanted, [.. none.Select(FutureLabels.Canonical)]).Witness is { } pod)
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
        return s_anything.Satisfiable(all, [.. none, .. absent]).Witness;
    }

    private static string WithoutPrefix(string label) => FutureLabels.IsLent(label) ? label[CalicoLabels.NamespacePrefix.Length..] : label;
}
