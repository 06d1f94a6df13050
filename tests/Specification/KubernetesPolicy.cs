using System.Collections.Immutable;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>A NetworkPolicy of networking.k8s.io, or with <see cref="Staged"/> a StagedKubernetesNetworkPolicy.</summary>
public sealed record KubernetesPolicy(string Namespace, string Name)
{
    public LabelSelector PodSelector { get; init; } = LabelSelector.Everything;

    /// <summary>Null where the field is absent, as for the rules.</summary>
    public ImmutableArray<string>? Types { get; init; }

    public ImmutableArray<KubernetesRule>? Ingress { get; init; }

    public ImmutableArray<KubernetesRule>? Egress { get; init; }

    public bool Staged { get; init; }

    /// <summary>Null where a staged policy does not say, which is Set.</summary>
    public string? StagedAction { get; init; }

    /// <summary>Whether a staged policy counts as if it were enforced.</summary>
    public bool IsApplied { get; init; }

    public ImmutableArray<KubernetesRule> Rules(bool ingress) => (ingress ? Ingress : Egress) ?? [];
}

public sealed record LabelSelector(Labels MatchLabels, ImmutableArray<LabelRequirement> MatchExpressions)
{
    public static LabelSelector Everything { get; } = new(Labels.Empty, []);
}

public sealed record LabelRequirement(string Key, string Operator, ImmutableArray<string> Values);

public sealed record KubernetesRule(ImmutableArray<KubernetesPeer> Peers, ImmutableArray<KubernetesPort> Ports);

public sealed record KubernetesPeer(LabelSelector? Pods, LabelSelector? Namespaces, IpBlock? Block);

public sealed record IpBlock(string Cidr, ImmutableArray<string> Except);

public sealed record KubernetesPort(string? Protocol, int? Number, string? Name, int? End);
