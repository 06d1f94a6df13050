using PolicyEngine.Binding.Calico;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>An object by the name people give it: <c>kind/[namespace/]name</c>. A kind that several API groups have may be followed by a dot and its group.</summary>
/// <param name="Kind">The kind as objects write it.</param>
/// <param name="Group">The API group; empty where any is meant.</param>
/// <param name="Namespace">The namespace; empty for kinds that have none.</param>
/// <param name="Name">The name.</param>
internal sealed record ObjectReference(string Kind, string Group, string Namespace, string Name)
{
    /// <summary>What a reference names; null where that is no kind of object that a cluster is read from.</summary>
    /// <param name="text">The reference.</param>
    /// <param name="defaultNamespace">The namespace of objects that name none.</param>
    public static ObjectReference? Parse(string text, string defaultNamespace)
    {
        string[] parts = text.Split('/');
        if (parts.Length is not (2 or 3))
        {
            return null;
        }

        int dot = parts[0].IndexOf('.', StringComparison.Ordinal);
        string kind = KindOf(dot < 0 ? parts[0] : parts[0][..dot]);
        string @namespace = parts.Length == 3 ? parts[1] : HasNamespace(kind) ? defaultNamespace : "";
        return kind.Length == 0 ? null : new ObjectReference(kind, dot < 0 ? "" : parts[0][(dot + 1)..], @namespace, parts[^1]);
    }

    /// <summary>Whether the object may be of an API group.</summary>
    public bool IsIn(string group) => Group.Length == 0 || ObjectIdentity.GroupOf(Group) == group;

    /// <summary>The names that a policy may have which is called so.</summary>
    public IEnumerable<string> PolicyNames => [.. new[] { CalicoName.OfPolicy(Name, Group, Tier.DefaultName), Name }.Distinct(StringComparer.Ordinal)];

    /// <summary>Whether an object is the one that is named. Groups tell only policies and nodes apart.</summary>
    public bool IsTo(ObjectIdentity identity) =>
        identity.Kind == Kind && identity.Name == Name
        && (!HasNamespace(Kind) || identity.Namespace == Namespace)
        && (!(Kind is "Node" || Kind.EndsWith("Policy", StringComparison.Ordinal)) || IsIn(identity.Group));

    private static string KindOf(string word) => word.ToLowerInvariant() switch
    {
        "networkpolicy" or "networkpolicies" or "netpol" => "NetworkPolicy",
        "globalnetworkpolicy" or "globalnetworkpolicies" or "gnp" => "GlobalNetworkPolicy",
        "stagednetworkpolicy" or "stagednetworkpolicies" => "StagedNetworkPolicy",
        "stagedglobalnetworkpolicy" or "stagedglobalnetworkpolicies" => "StagedGlobalNetworkPolicy",
        "stagedkubernetesnetworkpolicy" or "stagedkubernetesnetworkpolicies" => "StagedKubernetesNetworkPolicy",
        "adminnetworkpolicy" or "adminnetworkpolicies" or "anp" => "AdminNetworkPolicy",
        "baselineadminnetworkpolicy" or "baselineadminnetworkpolicies" or "banp" => "BaselineAdminNetworkPolicy",
        "clusternetworkpolicy" or "clusternetworkpolicies" or "cnp" => "ClusterNetworkPolicy",
        "tier" or "tiers" => "Tier",
        "profile" or "profiles" => "Profile",
        "globalnetworkset" or "globalnetworksets" => "GlobalNetworkSet",
        "felixconfiguration" or "felixconfigurations" => "FelixConfiguration",
        "ippool" or "ippools" => "IPPool",
        "bgpconfiguration" or "bgpconfigurations" => "BGPConfiguration",
        "bgppeer" or "bgppeers" => "BGPPeer",
        "ipreservation" or "ipreservations" => "IPReservation",
        "ipamblock" or "ipamblocks" => "IPAMBlock",
        "blockaffinity" or "blockaffinities" => "BlockAffinity",
        "ipamhandle" or "ipamhandles" => "IPAMHandle",
        "ipamconfig" or "ipamconfigs" => "IPAMConfig",
        "clusterinformation" or "clusterinformations" => "ClusterInformation",
        "configmap" or "configmaps" or "cm" => "ConfigMap",
        "workloadendpoint" or "workloadendpoints" or "wep" => "WorkloadEndpoint",
        "endpointslice" or "endpointslices" => "EndpointSlice",
        _ => WorkloadKinds.TryGet(word, out string kind) && kind != WorkloadKinds.NodePort ? kind : "",
    };

    private static bool HasNamespace(string kind) => kind is not ("GlobalNetworkPolicy" or "StagedGlobalNetworkPolicy" or "AdminNetworkPolicy" or "BaselineAdminNetworkPolicy"
        or "ClusterNetworkPolicy" or "Tier" or "Profile" or "GlobalNetworkSet" or "HostEndpoint" or "FelixConfiguration" or "IPPool" or "BGPConfiguration" or "BGPPeer"
        or "IPReservation" or "IPAMBlock" or "BlockAffinity" or "IPAMHandle" or "IPAMConfig" or "ClusterInformation" or "Namespace" or "Node");
}
