using PolicyEngine.Model;

namespace PolicyEngine.Binding.Cluster;

/// <summary>How the kinds of cluster policy differ: they are one thing in three spellings.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="ApiVersion">The version that has it.</param>
/// <param name="Accept">What an accepting action is called.</param>
/// <param name="MayPass">Whether rules may have the action Pass.</param>
/// <param name="HasPriority">Whether policies of the kind have a place among each other.</param>
/// <param name="MayNameDomains">Whether egress peers may be domain names.</param>
/// <param name="MaxRules">How many rules a direction may have.</param>
/// <param name="MaxPeers">How many peers a rule may have; ports likewise.</param>
internal sealed record ClusterPolicyForm(
    PolicyKind Kind, string ApiVersion, string Accept, bool MayPass, bool HasPriority, bool MayNameDomains, int MaxRules, int MaxPeers)
{
    private const string V1Alpha1 = "policy.networking.k8s.io/v1alpha1";

    private static readonly ClusterPolicyForm[] s_all =
    [
        new(PolicyKind.ClusterNetworkPolicy, "policy.networking.k8s.io/v1alpha2", "Accept", true, true, true, 25, 25),
        new(PolicyKind.AdminNetworkPolicy, V1Alpha1, "Allow", true, true, true, 100, 100),
        new(PolicyKind.BaselineAdminNetworkPolicy, V1Alpha1, "Allow", false, false, false, 100, 100),
    ];

    /// <summary>Whether ports are written as in v1alpha1 (<c>ports</c>), not as in v1alpha2 (<c>protocols</c>).</summary>
    public bool IsV1Alpha1 => ApiVersion == V1Alpha1;

    /// <summary>The form of a document; null where its kind or version is not one of cluster policy.</summary>
    public static ClusterPolicyForm? Of(ObjectHeader header) =>
        Array.Find(s_all, form => form.ApiVersion == header.ApiVersion && form.Kind.ToString() == header.Kind);

    /// <summary>The engine's tier for what <c>spec.tier</c> says; null where it says neither. The older kinds have one tier each.</summary>
    public string? TierOf(string? written) => Kind switch
    {
        PolicyKind.AdminNetworkPolicy => Tier.AdminName,
        PolicyKind.BaselineAdminNetworkPolicy => Tier.BaselineName,
        _ => written switch
        {
            "Admin" => Tier.AdminName,
            "Baseline" => Tier.BaselineName,
            _ => null,
        },
    };
}
