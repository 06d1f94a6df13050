using PolicyEngine.Binding.Calico;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>
/// Everything read from one input, before namespaces, accounts and profiles lend their labels. A collection may lie over
/// another one, which stays as it is.
/// </summary>
internal sealed class ResourceCollection(DiagnosticBag diagnostics, ResourceCollection? basis = null)
{
    public ResourceTable<Namespace> Namespaces { get; } = new("Namespace", diagnostics, basis?.Namespaces);

    /// <summary>Service accounts: their labels.</summary>
    public ResourceTable<LabelSet> ServiceAccounts { get; } = new("ServiceAccount", diagnostics, basis?.ServiceAccounts);

    public ResourceTable<PodResource> Pods { get; } = new("Pod", diagnostics, basis?.Pods);

    /// <summary>Workloads by namespace and <c>Kind/name</c>.</summary>
    public ResourceTable<WorkloadResource> Workloads { get; } = new("Workload", diagnostics, basis?.Workloads);

    public ResourceTable<WorkloadEndpointResource> WorkloadEndpoints { get; } = new("WorkloadEndpoint", diagnostics, basis?.WorkloadEndpoints);

    public ResourceTable<Service> Services { get; } = new("Service", diagnostics, basis?.Services);

    public ResourceTable<EndpointSlice> EndpointSlices { get; } = new("EndpointSlice", diagnostics, basis?.EndpointSlices);

    public ResourceTable<Node> Nodes { get; } = new("Node", diagnostics, basis?.Nodes);

    public ResourceTable<NetworkSetResource> NetworkSets { get; } = new("NetworkSet", diagnostics, basis?.NetworkSets);

    public ResourceTable<Profile> Profiles { get; } = new("Profile", diagnostics, basis?.Profiles);

    public ResourceTable<Tier> Tiers { get; } = new("Tier", diagnostics, basis?.Tiers);

    public ResourceTable<HostEndpointResource> HostEndpoints { get; } = new("HostEndpoint", diagnostics, basis?.HostEndpoints);

    /// <summary>Calico's own records of nodes, which stand beside those of Kubernetes.</summary>
    public ResourceTable<Node> CalicoNodes { get; } = new("Node", diagnostics, basis?.CalicoNodes);

    public ResourceTable<IpPool> IpPools { get; } = new("IPPool", diagnostics, basis?.IpPools);

    /// <summary>Felix configurations as written: those of nodes add to that of all.</summary>
    public ResourceTable<MappingNode> FelixConfigurations { get; } = new("FelixConfiguration", diagnostics, basis?.FelixConfigurations);

    /// <summary>The service addresses of each BGP configuration.</summary>
    public ResourceTable<AddressSet> BgpConfigurations { get; } = new("BGPConfiguration", diagnostics, basis?.BgpConfigurations);

    /// <summary>Why tiers could not be understood, by name.</summary>
    public Dictionary<string, Fault> TierFaults { get; } = new(basis?.TierFaults ?? [], StringComparer.Ordinal);

    /// <summary>Policies by namespace and <c>group/kind/name</c>.</summary>
    public ResourceTable<Policy> Policies { get; } = new("policy", diagnostics, basis?.Policies, policy => policy.Name.ToString());

    /// <summary>Whether services or their backends are other than in the collection it lies over.</summary>
    public bool ChangesServices => Services.IsChanged || EndpointSlices.IsChanged;

    /// <summary>Whether anything but policies and tiers is other than in the collection it lies over.</summary>
    public bool ChangesCluster => OfCluster.Any(table => table.IsChanged);

    /// <summary>Whether an object was given twice here, or refused: what comes later in the input decides then.</summary>
    public bool HasLost => All.Any(table => table.HasLost);

    private IEnumerable<IResourceTable> All => [.. OfCluster, Tiers, Policies];

    private IResourceTable[] OfCluster =>
    [
        Namespaces, ServiceAccounts, Pods, Workloads, WorkloadEndpoints, Services, EndpointSlices, Nodes, NetworkSets, Profiles, HostEndpoints, CalicoNodes, IpPools,
        FelixConfigurations, BgpConfigurations,
    ];

    /// <summary>Takes away what is below and was read from some files.</summary>
    public void RemoveFrom(IReadOnlySet<string> files)
    {
        foreach (IResourceTable table in All)
        {
            table.RemoveFrom(files);
        }

        foreach (string tier in TierFaults.Where(fault => files.Contains(fault.Value.Span.File)).Select(fault => fault.Key).ToArray())
        {
            TierFaults.Remove(tier);
        }
    }

    /// <summary>Whether what is given or removed here is below, and was read from other files than these.</summary>
    public bool ReplacesOutside(IReadOnlySet<string> files) => All.Any(table => table.ReplacesOutside(files));
}
