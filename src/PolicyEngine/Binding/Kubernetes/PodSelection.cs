using PolicyEngine.Selectors;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Pods chosen by labels of their own and of their namespaces.</summary>
/// <param name="Pods">What the pods' labels must satisfy.</param>
/// <param name="Namespaces">What the namespaces' labels must satisfy.</param>
/// <param name="OwnNamespace">The one namespace they live in, where it is not chosen by labels; else null.</param>
internal readonly record struct PodSelection(IReadOnlyList<Selector> Pods, IReadOnlyList<Selector> Namespaces, string? OwnNamespace = null)
{
    /// <summary>Holds for these pods and nothing else.</summary>
    public Selector Selector => Selector.And([InNamespace, Selector.And([CalicoLabels.IsPod, .. Pods])]);

    /// <summary>Holds for everything that lives in such a namespace, network sets included.</summary>
    public Selector InNamespace => OwnNamespace is not null ? CalicoLabels.InNamespace(OwnNamespace)
        : Namespaces.Count == 0 ? CalicoLabels.IsNamespaced
        : Selector.And(Namespaces);

    public string Description
    {
        get
        {
            string which = Pods.Count == 0 ? "all pods" : $"pods with {Join(Pods)}";
            string where = OwnNamespace is not null ? $"in namespace {OwnNamespace}"
                : Namespaces.Count == 0 ? "in all namespaces"
                : $"in namespaces with {Join(Namespaces).Replace(CalicoLabels.NamespacePrefix, "", StringComparison.Ordinal)}";
            return $"{which} {where}";
        }
    }

    /// <summary>Reads what is written under <c>podSelector</c> and <c>namespaceSelector</c>; without the latter they live in <paramref name="ownNamespace"/>.</summary>
    public static PodSelection Bind(FieldReader? pods, FieldReader? namespaces, string? ownNamespace = null) => new(
        pods is null ? [] : LabelSelectorBinder.Bind(pods),
        namespaces is null ? [] : LabelSelectorBinder.Bind(namespaces, CalicoLabels.NamespacePrefix),
        namespaces is null ? ownNamespace : null);

    private static string Join(IReadOnlyList<Selector> requirements) =>
        string.Join(" and ", requirements.Select(requirement => requirement.Text));
}
