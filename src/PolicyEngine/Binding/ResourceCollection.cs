using PolicyEngine.Binding.Calico;
using PolicyEngine.Binding.Kubernetes;
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

    /// <summary>Host endpoints: why each is not taken into account, its node and its addresses.</summary>
    public List<(Fault Fault, string Node, AddressSet Addresses)> HostEndpoints { get; } = [];

    /// <summary>Why tiers could not be understood, by name.</summary>
    public Dictionary<string, Fault> TierFaults { get; } = new(StringComparer.Ordinal);

    /// <summary>Policies by namespace and <c>kind/name</c>.</summary>
    public ResourceTable<Policy> Policies { get; } = new("Policy", diagnostics);
}
