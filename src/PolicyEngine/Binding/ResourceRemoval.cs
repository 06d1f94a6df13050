namespace PolicyEngine.Binding;

/// <summary>Takes objects out of a collection.</summary>
internal static class ResourceRemoval
{
    /// <summary>Whether there was such an object.</summary>
    public static bool Remove(this ResourceCollection resources, ObjectReference reference)
    {
        (string kind, string _, string @namespace, string name) = reference;
        return kind switch
        {
            "NetworkPolicy" => RemovePolicy("networking.k8s.io") | RemovePolicy("projectcalico.org"),
            "GlobalNetworkPolicy" or "StagedNetworkPolicy" or "StagedGlobalNetworkPolicy" or "StagedKubernetesNetworkPolicy" => RemovePolicy("projectcalico.org"),
            "AdminNetworkPolicy" or "BaselineAdminNetworkPolicy" or "ClusterNetworkPolicy" => RemovePolicy("policy.networking.k8s.io"),
            "Tier" => resources.Tiers.Remove(@namespace, name) | (@namespace.Length == 0 && resources.TierFaults.Remove(name)),
            "Profile" => resources.Profiles.Remove(@namespace, name),
            "NetworkSet" or "GlobalNetworkSet" => resources.NetworkSets.Remove(@namespace, name),
            "HostEndpoint" => resources.HostEndpoints.Remove(@namespace, name),
            "FelixConfiguration" => resources.FelixConfigurations.Remove(@namespace, name),
            "IPPool" => resources.IpPools.Remove(@namespace, name),
            "BGPConfiguration" => resources.BgpConfigurations.Remove(@namespace, name),
            "WorkloadEndpoint" => resources.WorkloadEndpoints.Remove(@namespace, PodOf(name)),
            "EndpointSlice" => resources.EndpointSlices.Remove(@namespace, name),
            "Pod" => resources.Pods.Remove(@namespace, name),
            "Namespace" => resources.Namespaces.Remove(@namespace, name),
            "ServiceAccount" => resources.ServiceAccounts.Remove(@namespace, name),
            "Service" => resources.Services.Remove(@namespace, name),
            "Node" => (reference.IsIn("") && resources.Nodes.Remove(@namespace, name)) | (reference.IsIn("projectcalico.org") && resources.CalicoNodes.Remove(@namespace, name)),
            _ => resources.Workloads.Remove(@namespace, $"{kind}/{name}"),
        };

        string PodOf(string record) => resources.WorkloadEndpoints.In(@namespace).FirstOrDefault(known => known.RecordName == record)?.Name ?? record;

        bool RemovePolicy(string group) => reference.IsIn(group) && resources.Policies.Remove(@namespace, $"{group}/{kind}/{name}");
    }
}
