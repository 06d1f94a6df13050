using System.Collections.Immutable;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>A cluster as a user writes it: plain values, nothing resolved, nothing checked.</summary>
public sealed record World
{
    public ImmutableArray<NamespaceObject> Namespaces { get; init; } = [];

    public ImmutableArray<NodeObject> Nodes { get; init; } = [];

    public ImmutableArray<HostEndpointObject> HostEndpoints { get; init; } = [];

    public ImmutableArray<PoolObject> Pools { get; init; } = [];

    public ImmutableArray<FelixObject> Felix { get; init; } = [];

    public ImmutableArray<ServiceAccountObject> ServiceAccounts { get; init; } = [];

    public ImmutableArray<PodObject> Pods { get; init; } = [];

    public ImmutableArray<ServiceObject> Services { get; init; } = [];

    public ImmutableArray<EndpointSliceObject> EndpointSlices { get; init; } = [];

    public ImmutableArray<NetworkSetObject> NetworkSets { get; init; } = [];

    public ImmutableArray<TierObject> Tiers { get; init; } = [];

    public ImmutableArray<ProfileObject> Profiles { get; init; } = [];

    public ImmutableArray<KubernetesPolicy> KubernetesPolicies { get; init; } = [];

    public ImmutableArray<CalicoPolicy> CalicoPolicies { get; init; } = [];

    public ImmutableArray<ClusterPolicy> ClusterPolicies { get; init; } = [];

    public Enforcement Enforcement { get; init; }

    public override string ToString() => $"# enforcement: {Enforcement}\n{WorldYaml.Print(this)}";
}

public sealed record NamespaceObject(string Name, Labels Labels);

public sealed record NodeObject(string Name, Labels Labels, ImmutableArray<string> Addresses)
{
    public bool Has(Address address) => Addresses.Any(held => Address.Parse(held) == address);

    /// <summary>Its first address of a family.</summary>
    public Address? First(int family)
    {
        foreach (string held in Addresses)
        {
            if (Address.Parse(held) is var address && address.Family == family)
            {
                return address;
            }
        }

        return null;
    }
}

public sealed record ServiceAccountObject(string Namespace, string Name, Labels Labels);

public sealed record PortObject(string Name, string Protocol, int Number);

/// <summary>A pod, or, where it names its profiles itself, a workload endpoint.</summary>
public sealed record PodObject(string Namespace, string Name, Labels Labels)
{
    /// <summary>Null where the pod does not say where it runs.</summary>
    public string? Node { get; init; }

    public string? ServiceAccount { get; init; }

    public ImmutableArray<string> Addresses { get; init; } = [];

    public ImmutableArray<PortObject> Ports { get; init; } = [];

    public ImmutableArray<string>? Profiles { get; init; }

    /// <summary>Its addresses are its node's; no policy governs it and no selector means it.</summary>
    public bool HostNetwork { get; init; }

    public string FullName => $"{Namespace}/{Name}";
}

/// <summary>A network set; without a namespace a global one.</summary>
public sealed record NetworkSetObject(string? Namespace, string Name, Labels Labels, ImmutableArray<string> Nets);

public sealed record TierObject(string Name, double? Order, string? DefaultAction);

public sealed record ProfileObject(string Name, Labels LabelsToApply, ImmutableArray<CalicoRule> Ingress, ImmutableArray<CalicoRule> Egress);
