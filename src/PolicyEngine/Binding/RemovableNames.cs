namespace PolicyEngine.Binding;

/// <summary>What can be taken away, as <see cref="ObjectReference.Parse"/> reads it.</summary>
internal static class RemovableNames
{
    /// <summary>The objects of a kind; all policies where the kind is none.</summary>
    public static IEnumerable<string> Of(ResourceCollection resources, string? kind)
    {
        if (kind is null || kind.EndsWith("Policy", StringComparison.Ordinal))
        {
            return resources.Policies.Values
                .Select(policy => policy.Name.ToString())
                .Where(name => kind is null || (name.StartsWith(kind, StringComparison.Ordinal) && name[kind.Length] == '/'))
                .Distinct(StringComparer.Ordinal);
        }

        return kind switch
        {
            "WorkloadEndpoint" => resources.WorkloadEndpoints.Values.Select(record => $"{kind}/{record.Namespace}/{record.RecordName}"),
            "Node" => resources.Nodes.Names.Concat(resources.CalicoNodes.Names).Distinct().Select(Named),
            "NetworkSet" or "GlobalNetworkSet" => resources.NetworkSets.Names.Select(name => name.Namespace.Length == 0 ? $"GlobalNetworkSet/{name.Name}" : $"NetworkSet/{name.Namespace}/{name.Name}"),
            _ when TableOf(resources, kind) is { } table => table.Names.Select(Named),
            _ => resources.Workloads.Names.Where(name => name.Name.StartsWith(kind, StringComparison.Ordinal) && name.Name[kind.Length] == '/').Select(name => $"{kind}/{name.Namespace}{name.Name[kind.Length..]}"),
        };

        string Named((string Namespace, string Name) name) => name.Namespace.Length == 0 ? $"{kind}/{name.Name}" : $"{kind}/{name.Namespace}/{name.Name}";
    }

    private static IResourceTable? TableOf(ResourceCollection resources, string kind) => kind switch
    {
        "Tier" => resources.Tiers,
        "Profile" => resources.Profiles,
        "HostEndpoint" => resources.HostEndpoints,
        "FelixConfiguration" => resources.FelixConfigurations,
        "IPPool" => resources.IpPools,
        "BGPConfiguration" => resources.BgpConfigurations,
        "EndpointSlice" => resources.EndpointSlices,
        "Pod" => resources.Pods,
        "Namespace" => resources.Namespaces,
        "ServiceAccount" => resources.ServiceAccounts,
        "Service" => resources.Services,
        _ => null,
    };
}
