namespace PolicyEngine.Renderers.Node;

/// <summary>What identifies a policy to Felix.</summary>
/// <param name="Kind">The kind, such as <c>NetworkPolicy</c>, <c>KubernetesNetworkPolicy</c> or <c>GlobalNetworkPolicy</c>.</param>
/// <param name="Namespace">The namespace; empty where the kind has none.</param>
/// <param name="Name">The name.</param>
internal readonly record struct PolicyId(string Kind, string Namespace, string Name)
{
    /// <summary>Whether it is staged: it has a place in the order and is not programmed.</summary>
    public bool IsStaged => Kind.StartsWith("Staged", StringComparison.Ordinal);

    /// <summary>The kind as names of chains and prefixes of log lines have it.</summary>
    public string ShortKind => Kind switch
    {
        "NetworkPolicy" => "np",
        "GlobalNetworkPolicy" => "gnp",
        "StagedNetworkPolicy" => "snp",
        "StagedGlobalNetworkPolicy" => "sgnp",
        "StagedKubernetesNetworkPolicy" => "sknp",
        "KubernetesNetworkPolicy" => "knp",
        "KubernetesClusterNetworkPolicy" => "kcnp",
        _ => Kind,
    };

    /// <summary><c>kind/name</c> or <c>kind/namespace/name</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? $"{ShortKind}/{Name}" : $"{ShortKind}/{Namespace}/{Name}";
}
