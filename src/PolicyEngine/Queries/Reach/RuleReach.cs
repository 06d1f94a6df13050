using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Reach;

/// <summary>Whether a rule can decide anything within its policy, in any cluster whatever.</summary>
public sealed record RuleReach
{
    /// <summary>The policy.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The direction of the rule.</summary>
    public required Directions Direction { get; init; }

    /// <summary>The rule's place among those of its direction.</summary>
    public required int Index { get; init; }

    /// <summary>The rule.</summary>
    public Rule Rule => Policy.Rules(Direction)[Index];

    /// <summary>Yes: the example shows how. No: it is proved that it never does, in no cluster. Unknown: neither.</summary>
    public required Truth CanDecide { get; init; }

    /// <summary>Whether earlier rules of the policy match all that it matches, which could match something without them.</summary>
    public bool IsCovered { get; init; }

    /// <summary>Why not, or why it is unknown; empty where it can.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What it decides about where nothing else is; null where it is not known to decide anything.</summary>
    public RuleExample? Example { get; init; }
}

/// <summary>Traffic that a rule decides and no earlier rule of its policy does.</summary>
/// <param name="Governed">The effective labels of the endpoint that the policy governs.</param>
/// <param name="Peer">The effective labels of the other side; null for an address that is nothing's.</param>
/// <param name="PeerAddresses">The addresses the other side may have.</param>
/// <param name="Traffic">The traffic.</param>
public sealed record RuleExample(LabelSet Governed, LabelSet? Peer, AddressSet PeerAddresses, TrafficSet Traffic);
