namespace PolicyEngine.Tests.Specification;

/// <summary>Whose reading of cluster policies counts.</summary>
public enum Enforcement
{
    /// <summary>Calico does not know peers that are nodes, and takes namespaces for all that is in them.</summary>
    Calico,

    /// <summary>The texts of Kubernetes.</summary>
    Kubernetes,
}
