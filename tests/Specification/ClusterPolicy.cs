using System.Collections.Immutable;

namespace PolicyEngine.Specification;

public enum ClusterPolicyKind
{
    ClusterNetworkPolicy,
    AdminNetworkPolicy,
    BaselineAdminNetworkPolicy,
}

/// <summary>A policy of policy.networking.k8s.io, in the terms of any of its kinds.</summary>
public sealed record ClusterPolicy(ClusterPolicyKind Kind, string Name)
{
    /// <summary>Only a ClusterNetworkPolicy says it; of the others the kind does.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>A BaselineAdminNetworkPolicy has none, as there is only one.</summary>
    public int Priority { get; init; }

    /// <summary>A BaselineAdminNetworkPolicy stands for the last word on baseline, behind all that have a place.</summary>
    public double Order => Kind == ClusterPolicyKind.BaselineAdminNetworkPolicy ? double.PositiveInfinity : Priority;

    public PodSelection Subject { get; init; } = new(LabelSelector.Everything, null);

    public ImmutableArray<ClusterRule> Ingress { get; init; } = [];

    public ImmutableArray<ClusterRule> Egress { get; init; } = [];

    public string Tier => Kind switch
    {
        ClusterPolicyKind.AdminNetworkPolicy => "kube-admin",
        ClusterPolicyKind.BaselineAdminNetworkPolicy => "kube-baseline",
        _ => IsBaseline ? "kube-baseline" : "kube-admin",
    };
}

/// <summary>The field <c>namespaces</c>, or with a selector of pods the field <c>pods</c>, where all namespaces may be left out.</summary>
public sealed record PodSelection(LabelSelector? Namespaces, LabelSelector? Pods);

public sealed record ClusterRule(string Action, ImmutableArray<ClusterPeer> Peers, ImmutableArray<ClusterPort> Ports);

/// <summary>One of its fields; with none it is a peer of a kind that is not known.</summary>
public sealed record ClusterPeer
{
    public PodSelection? Pods { get; init; }

    public ImmutableArray<string> Networks { get; init; } = [];

    public LabelSelector? Nodes { get; init; }
}

/// <summary>A name, or of a protocol a port or the range from <paramref name="First"/> to <paramref name="Last"/>.</summary>
public sealed record ClusterPort(string Protocol, int? First, int? Last, string? Name)
{
    public static ClusterPort Named(string name) => new("", null, null, name);
}
