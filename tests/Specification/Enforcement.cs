namespace PolicyEngine.Specification;

/// <summary>Whose reading of cluster policies counts.</summary>
public enum Enforcement
{
    /// <summary>Calico does not know peers that are nodes, and takes namespaces for all that is in them.</summary>
    Calico,

    /// <summary>Calico with a proxy before every pod that sees HTTP requests.</summary>
    ApplicationLayer,

    /// <summary>The texts of Kubernetes.</summary>
    Kubernetes,
}
