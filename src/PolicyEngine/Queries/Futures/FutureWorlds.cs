using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Queries.Futures;

/// <summary>
/// What holds for the labels of every pod there could be: it is in a namespace that exists, whose labels are what they are, or
/// in a new one, and runs as a service account, about whose labels nothing is known.
/// </summary>
internal static class FutureWorlds
{
    private const string DefaultServiceAccount = "default";

    /// <param name="namespaces">The namespaces that exist.</param>
    /// <param name="asked">All labels that anything asks about.</param>
    public static Selector Of(IEnumerable<Namespace> namespaces, IEnumerable<string> asked)
    {
        string[] lent = [.. asked.Where(label => label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
        Namespace[] existing = [.. namespaces];
        Selector[] worlds =
        [
            .. existing.Select(known => In(known, lent)),
            Selector.And(CalicoLabels.IsNamespaced, Selector.LabelNotIn(CalicoLabels.Namespace, existing.Select(known => known.Name))),
        ];

        // The first that will do is taken, so that plain pods come before odd ones.
        Selector account = Selector.Or(
            Selector.LabelEquals(CalicoLabels.ServiceAccount, DefaultServiceAccount),
            Selector.HasLabel(CalicoLabels.ServiceAccount));
        return Selector.And([CalicoLabels.IsPod, Selector.Or(worlds), account]);
    }

    // Nobody knows the labels of a namespace that the input only refers to.
    private static Selector In(Namespace known, string[] lent) => !known.IsDeclared
        ? CalicoLabels.InNamespace(known.Name)
        : Selector.And([CalicoLabels.InNamespace(known.Name), .. lent.Select(label => LabelOf(known, label))]);

    private static Selector LabelOf(Namespace known, string label) =>
        known.Labels[label[CalicoLabels.NamespacePrefix.Length..]] is { } value ? Selector.LabelEquals(label, value) : Selector.Not(Selector.HasLabel(label));
}
