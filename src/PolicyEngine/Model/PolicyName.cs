namespace PolicyEngine.Model;

/// <summary>What identifies a policy: its kind, its namespace (empty for cluster-scoped kinds) and its name.</summary>
/// <param name="Kind">The API kind.</param>
/// <param name="Namespace">The namespace, or the empty string.</param>
/// <param name="Name">The name within kind and namespace.</param>
public readonly record struct PolicyName(PolicyKind Kind, string Namespace, string Name)
{
    /// <summary>The kind as written in YAML.</summary>
    public string KindText => Kind switch
    {
        PolicyKind.KubernetesNetworkPolicy or PolicyKind.CalicoNetworkPolicy => "NetworkPolicy",
        PolicyKind.NotUnderstood => "Document",
        _ => Kind.ToString(),
    };

    /// <summary>The API group the kind belongs to.</summary>
    public string ApiGroup => Kind switch
    {
        PolicyKind.KubernetesNetworkPolicy => "networking.k8s.io",
        PolicyKind.AdminNetworkPolicy or PolicyKind.BaselineAdminNetworkPolicy or PolicyKind.ClusterNetworkPolicy => "policy.networking.k8s.io",
        PolicyKind.NotUnderstood => "",
        _ => "projectcalico.org",
    };

    /// <summary>For a staged kind, the name of the enforced policy it stands for; otherwise the name itself.</summary>
    internal PolicyName Enforced => this with
    {
        Kind = Kind switch
        {
            PolicyKind.StagedNetworkPolicy => PolicyKind.CalicoNetworkPolicy,
            PolicyKind.StagedGlobalNetworkPolicy => PolicyKind.GlobalNetworkPolicy,
            PolicyKind.StagedKubernetesNetworkPolicy => PolicyKind.KubernetesNetworkPolicy,
            _ => Kind,
        },
    };

    /// <summary>Whether policies of its kind, staged or not, only ever add to what is allowed.</summary>
    internal bool IsAdditive => Enforced.Kind == PolicyKind.KubernetesNetworkPolicy;

    /// <summary>
    /// The string by which Calico orders policies of equal order: <c>name/namespace/kind</c>, compared bytewise.
    /// </summary>
    internal string OrderingKey => $"{Name}/{Namespace}/{OrderingKind}";

    private string OrderingKind => Kind switch
    {
        PolicyKind.KubernetesNetworkPolicy => "KubernetesNetworkPolicy",
        PolicyKind.CalicoNetworkPolicy => "NetworkPolicy",
        PolicyKind.ClusterNetworkPolicy or PolicyKind.AdminNetworkPolicy or PolicyKind.BaselineAdminNetworkPolicy => "KubernetesClusterNetworkPolicy",
        _ => Kind.ToString(),
    };

    /// <summary><c>Kind/namespace/name</c>, or <c>Kind/name</c> for cluster-scoped kinds.</summary>
    public override string ToString() =>
        Namespace.Length == 0 ? $"{KindText}/{Name}" : $"{KindText}/{Namespace}/{Name}";
}
