using PolicyEngine.Binding;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Queries.Futures;

/// <summary>
/// The effective labels that a pod could have. Some always have the value of another: a search takes those for one label, as
/// labels are otherwise free of each other.
/// </summary>
internal static class FutureLabels
{
    private const string NamespaceName = CalicoLabels.NamespacePrefix + CalicoLabels.Name;
    private const string NamespaceMetadataName = CalicoLabels.NamespacePrefix + CalicoLabels.MetadataName;
    private const string ServiceAccountName = CalicoLabels.ServiceAccountPrefix + CalicoLabels.Name;

    /// <summary>The labels that pods can have, by the one name of each.</summary>
    public static LabelUniverse Universe { get; } = LabelUniverse.Of(label => label switch
    {
        CalicoLabels.Namespace => LabelValues.Name,
        CalicoLabels.ServiceAccount => LabelValues.DottedName,
        _ => LabelUniverse.Kubernetes.ValuesOf(IsLent(label) ? label[CalicoLabels.NamespacePrefix.Length..] : label),
    });

    /// <summary>The selector in the one name of each label.</summary>
    public static Selector Canonical(Selector selector) => selector.WithLabels(label => label switch
    {
        NamespaceName or NamespaceMetadataName => CalicoLabels.Namespace,
        ServiceAccountName => CalicoLabels.ServiceAccount,
        _ => label,
    });

    /// <summary>The labels under all their names.</summary>
    public static LabelSet Effective(LabelSet canonical)
    {
        string @namespace = canonical[CalicoLabels.Namespace]!;
        return LabelSet.Create(
        [
            .. canonical,
            new(NamespaceName, @namespace),
            new(NamespaceMetadataName, @namespace),
            new(ServiceAccountName, canonical[CalicoLabels.ServiceAccount]!),
        ]);
    }

    /// <summary>Whether a namespace or a service account lends it: both prefixes are of one length.</summary>
    public static bool IsLent(string label) =>
        label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal) || label.StartsWith(CalicoLabels.ServiceAccountPrefix, StringComparison.Ordinal);

    /// <summary>The labels that begin with a prefix, without it.</summary>
    public static LabelSet Lent(LabelSet labels, string prefix) => LabelSet.Create(labels
        .Where(label => label.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(label => KeyValuePair.Create(label.Key[prefix.Length..], label.Value)));

    /// <summary>The labels that are the pod's own.</summary>
    public static LabelSet Own(LabelSet labels) => LabelSet.Create(labels.Where(label =>
        !IsLent(label.Key) && label.Key is not (CalicoLabels.Namespace or CalicoLabels.ServiceAccount or CalicoLabels.Orchestrator)));
}
