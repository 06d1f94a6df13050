using PolicyEngine.Selectors;

namespace PolicyEngine.Binding;

/// <summary>The labels by which Calico's selectors see namespaces, service accounts and orchestrators.</summary>
internal static class CalicoLabels
{
    public const string Namespace = "projectcalico.org/namespace";
    public const string Orchestrator = "projectcalico.org/orchestrator";
    public const string ServiceAccount = "projectcalico.org/serviceaccount";
    public const string Name = "projectcalico.org/name";
    public const string NamespacePrefix = "pcns.";
    public const string ServiceAccountPrefix = "pcsa.";
    public const string MetadataName = "kubernetes.io/metadata.name";

    /// <summary>Holds for pods of the cluster and for nothing else.</summary>
    public static Selector IsPod { get; } = Selector.LabelEquals(Orchestrator, "k8s");

    /// <summary>Holds for everything that lives in a namespace.</summary>
    public static Selector IsNamespaced { get; } = Selector.HasLabel(Namespace);

    /// <summary>Holds for everything that lives in one namespace.</summary>
    public static Selector InNamespace(string name) => Selector.LabelEquals(Namespace, name);
}
