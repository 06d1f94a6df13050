namespace PolicyEngine.Binding;

/// <summary>Takes objects out of a collection by the names people give them: <c>kind/[namespace/]name</c>.</summary>
internal static class ResourceRemoval
{
    /// <summary>Whether there was such an object. A kind that several API groups have may be followed by a dot and its group.</summary>
    public static bool Remove(this ResourceCollection resources, string reference, string defaultNamespace)
    {
        string[] parts = reference.Split('/');
        if (parts.Length is not (2 or 3))
        {
            return false;
        }

        int dot = parts[0].IndexOf('.', StringComparison.Ordinal);
        string word = (dot < 0 ? parts[0] : parts[0][..dot]).ToLowerInvariant();
        string group = dot < 0 ? "" : parts[0][(dot + 1)..];
        string @namespace = parts.Length == 3 ? parts[1] : "";
        string name = parts[^1];
        string inNamespace = parts.Length == 3 ? parts[1] : defaultNamespace;
        return word switch
        {
            "networkpolicy" or "networkpolicies" or "netpol" => RemovePolicy("networking.k8s.io", "NetworkPolicy", inNamespace) | RemovePolicy("projectcalico.org", "NetworkPolicy", inNamespace),
            "globalnetworkpolicy" or "globalnetworkpolicies" or "gnp" => RemovePolicy("projectcalico.org", "GlobalNetworkPolicy", @namespace),
            "stagednetworkpolicy" or "stagednetworkpolicies" => RemovePolicy("projectcalico.org", "StagedNetworkPolicy", inNamespace),
            "stagedglobalnetworkpolicy" or "stagedglobalnetworkpolicies" => RemovePolicy("projectcalico.org", "StagedGlobalNetworkPolicy", @namespace),
            "stagedkubernetesnetworkpolicy" or "stagedkubernetesnetworkpolicies" => RemovePolicy("projectcalico.org", "StagedKubernetesNetworkPolicy", inNamespace),
            "adminnetworkpolicy" or "adminnetworkpolicies" or "anp" => RemovePolicy("policy.networking.k8s.io", "AdminNetworkPolicy", @namespace),
            "baselineadminnetworkpolicy" or "baselineadminnetworkpolicies" or "banp" => RemovePolicy("policy.networking.k8s.io", "BaselineAdminNetworkPolicy", @namespace),
            "clusternetworkpolicy" or "clusternetworkpolicies" or "cnp" => RemovePolicy("policy.networking.k8s.io", "ClusterNetworkPolicy", @namespace),
            "tier" or "tiers" => resources.Tiers.Remove("", name) | resources.TierFaults.Remove(name),
            "profile" or "profiles" => resources.Profiles.Remove("", name),
            "networkset" or "networksets" or "netset" => resources.NetworkSets.Remove(inNamespace, name),
            "globalnetworkset" or "globalnetworksets" => resources.NetworkSets.Remove("", name),
            "hostendpoint" or "hostendpoints" or "hep" => resources.HostEndpoints.Remove("", name),
            "felixconfiguration" or "felixconfigurations" => resources.FelixConfigurations.Remove("", name),
            "ippool" or "ippools" => resources.IpPools.Remove("", name),
            "bgpconfiguration" or "bgpconfigurations" => resources.BgpConfigurations.Remove("", name),
            "workloadendpoint" or "workloadendpoints" or "wep" => resources.WorkloadEndpoints.Remove(inNamespace, PodOf(name)),
            "endpointslice" or "endpointslices" => resources.EndpointSlices.Remove(inNamespace, name),
            _ => WorkloadKinds.TryGet(word, out string kind) && RemoveWorkload(kind),
        };

        string PodOf(string record) => resources.WorkloadEndpoints.In(inNamespace).FirstOrDefault(known => known.RecordName == record)?.Name ?? record;

        bool RemovePolicy(string ofGroup, string kind, string from) =>
            (group.Length == 0 || group == ofGroup) && resources.Policies.Remove(from, $"{ofGroup}/{kind}/{name}");

        bool RemoveWorkload(string kind) => kind switch
        {
            "Pod" => resources.Pods.Remove(inNamespace, name),
            "Namespace" => resources.Namespaces.Remove("", name),
            "ServiceAccount" => resources.ServiceAccounts.Remove(inNamespace, name),
            "Service" => resources.Services.Remove(inNamespace, name),
            "Node" => resources.Nodes.Remove("", name) | resources.CalicoNodes.Remove("", name),
            _ => resources.Workloads.Remove(inNamespace, $"{kind}/{name}"),
        };
    }
}
