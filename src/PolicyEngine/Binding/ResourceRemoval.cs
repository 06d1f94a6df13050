using PolicyEngine.Binding.Calico;

namespace PolicyEngine.Binding;

/// <summary>Takes objects out of a collection.</summary>
internal static class ResourceRemoval
{
    /// <summary>Takes the object away that is named; the result names it as its document does, and is null where there is none.</summary>
    public static ObjectReference? Remove(this ResourceCollection resources, ObjectReference reference) => reference.Kind switch
    {
        "WorkloadEndpoint" => RemoveRecord(resources, reference),
        _ when reference.Kind.EndsWith("Policy", StringComparison.Ordinal) => RemovePolicy(resources, reference),
        _ => RemoveOther(resources, reference) ? reference : null,
    };

    /// <summary>A record may be named by its own name or by that of its pod.</summary>
    private static ObjectReference? RemoveRecord(ResourceCollection resources, ObjectReference reference)
    {
        WorkloadEndpointResource? record = resources.WorkloadEndpoints.In(reference.Namespace).FirstOrDefault(known => known.RecordName == reference.Name)
            ?? (resources.WorkloadEndpoints.TryGet(reference.Namespace, reference.Name, out WorkloadEndpointResource? ofPod) ? ofPod : null);
        return record is not null && resources.WorkloadEndpoints.Remove(reference.Namespace, record.Name) ? reference with { Name = record.RecordName } : null;
    }

    private static ObjectReference? RemovePolicy(ResourceCollection resources, ObjectReference reference)
    {
        foreach (string name in reference.PolicyNames)
        {
            bool isGone = false;
            foreach (string group in GroupsOf(reference.Kind).Where(reference.IsIn))
            {
                isGone |= resources.Policies.Remove(reference.Namespace, $"{group}/{reference.Kind}/{name}");
            }

            if (isGone)
            {
                return reference with { Name = name };
            }
        }

        return null;
    }

    private static string[] GroupsOf(string kind) => kind switch
    {
        "NetworkPolicy" => ["networking.k8s.io", ObjectIdentity.Calico],
        "AdminNetworkPolicy" or "BaselineAdminNetworkPolicy" or "ClusterNetworkPolicy" => ["policy.networking.k8s.io"],
        _ => [ObjectIdentity.Calico],
    };

    private static bool RemoveOther(ResourceCollection resources, ObjectReference reference)
    {
        (string kind, string _, string @namespace, string name) = reference;
        return kind switch
        {
            "Tier" => resources.Tiers.Remove(@namespace, name) | (@namespace.Length == 0 && resources.TierFaults.Remove(name)),
            "Profile" => resources.Profiles.Remove(@namespace, name),
            "NetworkSet" or "GlobalNetworkSet" => resources.NetworkSets.Remove(@namespace, name),
            "HostEndpoint" => resources.HostEndpoints.Remove(@namespace, name),
            "FelixConfiguration" => resources.FelixConfigurations.Remove(@namespace, name),
            "IPPool" => resources.IpPools.Remove(@namespace, name),
            "BGPConfiguration" => resources.BgpConfigurations.Remove(@namespace, name),
            "EndpointSlice" => resources.EndpointSlices.Remove(@namespace, name),
            "Pod" => resources.Pods.Remove(@namespace, name),
            "Namespace" => resources.Namespaces.Remove(@namespace, name),
            "ServiceAccount" => resources.ServiceAccounts.Remove(@namespace, name),
            "Service" => resources.Services.Remove(@namespace, name),
            "Node" => (reference.IsIn("") && resources.Nodes.Remove(@namespace, name)) | (reference.IsIn(ObjectIdentity.Calico) && resources.CalicoNodes.Remove(@namespace, name)),
            _ => resources.Workloads.Remove(@namespace, $"{kind}/{name}"),
        };
    }
}
