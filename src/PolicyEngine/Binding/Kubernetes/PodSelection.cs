using PolicyEngine.Selectors;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Pods chosen by labels of their own and of their namespaces.</summary>
/// <param name="Pods">What the pods' labels must satisfy.</param>
/// <param name="Namespaces">What the namespaces' labels must satisfy; null for pods of one namespace.</param>
/// <param name="InNamespace">Holds for everything that lives in such a namespace, network sets included.</param>
/// <param name="OwnNamespace">The one namespace they live in, where it is not chosen by labels; else the empty string.</param>
internal readonly record struct PodSelection(LabelRequirements Pods, LabelRequirements? Namespaces, Selector InNamespace, string OwnNamespace)
{
    /// <summary>Holds for these pods and nothing else.</summary>
    public Selector Selector => Selector.And(InNamespace, Pods.OfPods);

    public string Description
    {
        get
        {
            string which = Pods.All.Count == 0 ? "all pods" : $"pods with {Join(Pods)}";
            string where = Namespaces is null ? $"in namespace {OwnNamespace}"
                : Namespaces.All.Count == 0 ? "in all namespaces"
                : $"in namespaces with {Join(Namespaces).Replace(CalicoLabels.NamespacePrefix, "", StringComparison.Ordinal)}";
            return $"{which} {where}";
        }
    }

    /// <summary>Reads what is written under <c>podSelector</c> and <c>namespaceSelector</c>.</summary>
    public static PodSelection InNamespaces(FieldReader? pods, FieldReader? namespaces)
    {
        LabelRequirements all = namespaces is null ? LabelRequirements.None : LabelSelectorBinder.Bind(namespaces, CalicoLabels.NamespacePrefix);
        return new PodSelection(Own(pods), all, all.All.Count == 0 ? CalicoLabels.IsNamespaced : Selector.And([.. all.All]), "");
    }

    /// <summary>Reads what is written under <c>podSelector</c>, for pods of one namespace.</summary>
    public static PodSelection InOne(FieldReader pods, string @namespace) =>
        new(Own(pods), null, pods.Context.InNamespace(@namespace), @namespace);

    private static LabelRequirements Own(FieldReader? pods) => pods is null ? LabelRequirements.None : LabelSelectorBinder.Bind(pods);

    private static string Join(LabelRequirements requirements) =>
        string.Join(" and ", requirements.All.Select(requirement => requirement.Text));
}
