using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>
/// A rule's conditions on one side of the traffic; all that are given must hold. Selectors match by address: an
/// address satisfies a selector when any endpoint or network set that holds the address does (Calico's IP sets).
/// </summary>
public sealed record PeerMatch
{
    /// <summary>No condition: every address, known or not.</summary>
    public static PeerMatch Any { get; } = new();

    /// <summary>The address belongs to something whose effective labels match. Null: no such condition.</summary>
    public Selector? Selector { get; init; }

    /// <summary>
    /// The address belongs to nothing whose effective labels match; addresses that belong to nothing pass. Only where
    /// there is no <see cref="Selector"/>: otherwise the negation is part of it.
    /// </summary>
    public Selector? NotSelector { get; init; }

    /// <summary>The address is one of these. Null: no such condition.</summary>
    public AddressSet? Nets { get; init; }

    /// <summary>
    /// Whether <see cref="Nets"/> are addresses that the cluster or its configuration names, which match whatever has them, and
    /// not blocks of a policy, which some implementations hold against what lies outside only.
    /// </summary>
    internal bool IsByAddress { get; init; }

    /// <summary>The address is none of these. Null: no such condition.</summary>
    public AddressSet? NotNets { get; init; }

    /// <summary>The blocks of <see cref="Nets"/> that a rule lists, in the order in which they are written.</summary>
    public ImmutableArray<IpPrefix> ListedNets { get; init; } = [];

    /// <summary>The blocks of <see cref="NotNets"/>, in the order in which they are written.</summary>
    public ImmutableArray<IpPrefix> ListedNotNets { get; init; } = [];

    /// <summary>The address is one of those of the cluster's nodes whose own labels match. Null: no such condition.</summary>
    public Selector? Nodes { get; init; }

    /// <summary>
    /// The service whose backends the address is one of, on a port of theirs where this is the destination. A model's
    /// rules have the backends in its place. Null: no such condition.
    /// </summary>
    internal ServiceReference? Service { get; init; }

    /// <summary>
    /// The service whose backends the rule is about; what they are, the other conditions say. Null: no such condition.
    /// </summary>
    public ServiceReference? BackendsOf { get; init; }

    /// <summary>The address belongs to one of these domain names, which only the cluster's DNS can tell. Empty: no such condition.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    /// <summary>The port on this side is one of these. Null: no such condition.</summary>
    public PortMatch? Ports { get; init; }

    /// <summary>The port on this side is none of these. Null: no such condition.</summary>
    public PortMatch? NotPorts { get; init; }

    /// <summary>The condition in the words of the kind it was written in, for explanations; empty for no condition.</summary>
    public string Description => Words?.Invoke() ?? "";

    /// <summary>Makes the <see cref="Description"/>; most are never asked for.</summary>
    internal Func<string>? Words { get; init; }
}
