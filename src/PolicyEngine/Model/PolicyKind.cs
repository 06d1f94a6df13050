namespace PolicyEngine.Model;

/// <summary>The API kinds of policy.</summary>
public enum PolicyKind
{
    /// <summary><c>networking.k8s.io</c> NetworkPolicy.</summary>
    KubernetesNetworkPolicy,

    /// <summary><c>policy.networking.k8s.io</c> AdminNetworkPolicy.</summary>
    AdminNetworkPolicy,

    /// <summary><c>policy.networking.k8s.io</c> BaselineAdminNetworkPolicy.</summary>
    BaselineAdminNetworkPolicy,

    /// <summary><c>policy.networking.k8s.io</c> ClusterNetworkPolicy.</summary>
    ClusterNetworkPolicy,

    /// <summary><c>projectcalico.org</c> NetworkPolicy.</summary>
    CalicoNetworkPolicy,

    /// <summary><c>projectcalico.org</c> GlobalNetworkPolicy.</summary>
    GlobalNetworkPolicy,

    /// <summary><c>projectcalico.org</c> StagedNetworkPolicy.</summary>
    StagedNetworkPolicy,

    /// <summary><c>projectcalico.org</c> StagedGlobalNetworkPolicy.</summary>
    StagedGlobalNetworkPolicy,

    /// <summary><c>projectcalico.org</c> StagedKubernetesNetworkPolicy.</summary>
    StagedKubernetesNetworkPolicy,

    /// <summary>Something that may hold policy and could not be understood.</summary>
    NotUnderstood,
}
