using PolicyEngine.Binding.Calico;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>Everything read from one input, before namespaces, accounts and profiles lend their labels.</summary>
internal sealed class ResourceCollection(DiagnosticBag diagnostics)
{
    public ResourceTable<Namespace> Namespaces { get; } = new("Namespace", diagnostics);

    /// <summary>Service accounts: their labels.</summary>
    public ResourceTable<LabelSet> ServiceAccounts { get; } = new("ServiceAccount", diagnostics);

    public ResourceTable<PodResource> Pods { get; } = new("Pod", diagnostics);

    /// <summary>Workloads by namespace and <c>Kind/name</c>.</summary>
    public ResourceTable<WorkloadResource> Workloads { get; } = new("Workload", diagnostics);

    public ResourceTable<WorkloadEndpointResource> WorkloadEndpoints { get; } = new("WorkloadEndpoint", diagnostics);

    public ResourceTable<Service> Services { get; } = new("Service", diagnostics);

    public ResourceTable<EndpointSlice> EndpointSlices { get; } = new("EndpointSlice", diagnostics);

    public ResourceTable<Node> Nodes { get; } = new("Node", diagnostics);

    public ResourceTable<NetworkSetResource> NetworkSets { get; } = new("NetworkSet", diagnostics);

    public ResourceTable<Profile> Profiles { get; } = new("Profile", diagnostics);

    public ResourceTable<Tier> Tiers { get; } = new("Tier", diagnostics);

    public ResourceTable<HostEndpointResource> HostEndpoints { get; } = new("HostEndpoint", diagnostics);

    /// <summary>Calico's own records of nodes, which stand beside those of Kubernetes.</summary>
    public ResourceTable<Node> CalicoNodes { get; } = new("Node", diagnostics);

    public ResourceTable<IpPool> IpPools { get; } = new("IPPool", diagnostics);

    /// <summary>Felix configurations as written: those of nodes add to that of all.</summary>
    public ResourceTable<MappingNode> FelixConfigurations { get; } = new("FelixConfiguration", diagnostics);

    /// <summary>The service addresses of each BGP configuration.</summary>
    public ResourceTable<AddressSet> BgpConfigurations { get; } = new("BGPConfiguration", diagnostics);

    /// <summary>Why tiers could not be understood, by name.</summary>
    public Dictionary<string, Fault> TierFaults { get; } = new(StringComparer.Ordinal);

    /// <summary>Policies by namespace and <c>kind/name</c>.</summary>
    public ResourceTable<Policy> Policies { get; } = new("Policy", diagnostics);
}
