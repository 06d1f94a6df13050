using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>The names that Felix has for policies.</summary>
internal static class PolicyIds
{
    public static PolicyId Of(PolicyName name) => new(KindOf(name.Kind), name.Namespace, name.Name);

    private static string KindOf(PolicyKind kind) => kind switch
    {
        PolicyKind.KubernetesNetworkPolicy => "KubernetesNetworkPolicy",
        PolicyKind.CalicoNetworkPolicy => "NetworkPolicy",
        PolicyKind.ClusterNetworkPolicy or PolicyKind.AdminNetworkPolicy or PolicyKind.BaselineAdminNetworkPolicy => "KubernetesClusterNetworkPolicy",
        _ => kind.ToString(),
    };
}
