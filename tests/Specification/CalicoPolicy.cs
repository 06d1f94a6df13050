using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>A Calico NetworkPolicy, or without a namespace a GlobalNetworkPolicy; with <see cref="Staged"/> their staged kinds.</summary>
public sealed record CalicoPolicy(string? Namespace, string Name)
{
    public string? Tier { get; init; }

    public double? Order { get; init; }

    public SelectorExpression? Selector { get; init; }

    public SelectorExpression? NamespaceSelector { get; init; }

    public SelectorExpression? ServiceAccountSelector { get; init; }

    public ImmutableArray<string>? Types { get; init; }

    public ImmutableArray<CalicoRule>? Ingress { get; init; }

    public ImmutableArray<CalicoRule>? Egress { get; init; }

    public bool Staged { get; init; }

    /// <summary>Null where a staged policy does not say, which is Set.</summary>
    public string? StagedAction { get; init; }

    /// <summary>Whether a staged policy counts as if it were enforced.</summary>
    public bool IsApplied { get; init; }

    /// <summary>Only for global policies; governs host endpoints alone.</summary>
    public bool DoNotTrack { get; init; }

    /// <summary>Only for global policies, and without egress; governs host endpoints alone.</summary>
    public bool PreDnat { get; init; }

    /// <summary>Only for global policies; whether it governs what a host forwards too. Implied by the other two.</summary>
    public bool ApplyOnForward { get; init; }

    public PacketFamily Family => DoNotTrack ? PacketFamily.Untracked : PreDnat ? PacketFamily.PreDnat : PacketFamily.Normal;

    public string Kind => (Staged ? "Staged" : "") + (Namespace is null ? "GlobalNetworkPolicy" : "NetworkPolicy");

    public ImmutableArray<CalicoRule> Rules(bool ingress) => (ingress ? Ingress : Egress) ?? [];
}

public sealed record CalicoRule(string Action)
{
    public int? IpVersion { get; init; }

    /// <summary>A name or a number in digits.</summary>
    public string? Protocol { get; init; }

    public string? NotProtocol { get; init; }

    public CalicoIcmp? Icmp { get; init; }

    public CalicoIcmp? NotIcmp { get; init; }

    public HttpMatch? Http { get; init; }

    public CalicoSide Source { get; init; } = CalicoSide.Any;

    public CalicoSide Destination { get; init; } = CalicoSide.Any;
}

public sealed record CalicoIcmp(int Type, int? Code);

public sealed record CalicoSide
{
    public static CalicoSide Any { get; } = new();

    public ImmutableArray<string> Nets { get; init; } = [];

    public ImmutableArray<string> NotNets { get; init; } = [];

    public SelectorExpression? Selector { get; init; }

    public SelectorExpression? NotSelector { get; init; }

    public SelectorExpression? NamespaceSelector { get; init; }

    public ServiceAccountMatch? ServiceAccounts { get; init; }

    public ServiceMatch? Service { get; init; }

    /// <summary>Numbers in digits, ranges as <c>1:2</c>, or names.</summary>
    public ImmutableArray<string> Ports { get; init; } = [];

    public ImmutableArray<string> NotPorts { get; init; } = [];
}

public sealed record ServiceMatch(string Name, string? Namespace);

public sealed record ServiceAccountMatch(ImmutableArray<string> Names, SelectorExpression? Selector);
