namespace PolicyEngine.Compilation;

/// <summary>How the decisions of two stages make one.</summary>
internal enum Combination
{
    /// <summary>Traffic passes both, one after the other; where both allow it, the later one speaks.</summary>
    Then,

    /// <summary>Traffic passes both, one after the other; where both allow it, the earlier one speaks.</summary>
    ThenAlso,

    /// <summary>The first decides, and the second what the first leaves open.</summary>
    OrElse,

    /// <summary>
    /// The first decides about packets whose connection is not tracked, and the second what the first leaves open. What the
    /// first lets through untracked is not translated, and nobody waits for it where it is still addressed to.
    /// </summary>
    UnlessUntracked,

    /// <summary>One of the two decides, and which depends on a node that the input does not give.</summary>
    EitherNode,

    /// <summary>One of the two decides, and which depends on an interface that the input does not give.</summary>
    EitherInterface,

    /// <summary>One of the two decides, and which depends on pools that the input does not give.</summary>
    EitherPool,

    /// <summary>One of the two decides, and which depends on the address of a tunnel that the input does not give.</summary>
    EitherTunnel,

    /// <summary>One of the two decides, and which depends on what the implementation takes a pod on its node's network for.</summary>
    EitherHostNetwork,

    /// <summary>One of the two decides, and which depends on whether the implementation looks at addresses before or behind a translation.</summary>
    EitherTranslation,
}

/// <summary>What two decisions come to.</summary>
internal static class Combinations
{
    public static Decision Of(this Combination how, Decision first, Decision second) => how switch
    {
        Combination.Then => InSequence(first, second) ?? second,
        Combination.ThenAlso => InSequence(first, second) ?? first,
        Combination.OrElse => first.IsNoVerdict ? second : first,
        Combination.UnlessUntracked => first.IsNoVerdict || first.Reason == ReasonCode.FailsafePort ? second : first.Outcome == Outcome.Allow ? Decisions.NotTranslated : first,
        Combination.EitherNode => Either(first, second, Decisions.NodeUnknown),
        Combination.EitherInterface => Either(first, second, Decisions.InterfaceUnknown),
        Combination.EitherPool => Either(first, second, Decisions.IpPoolUnknown),
        Combination.EitherTunnel => Either(first, second, Decisions.TunnelUnknown),
        Combination.EitherHostNetwork => Either(first, second, Decisions.HostNetworkUndefined),
        _ => Either(first, second, Decisions.TranslationUndefined),
    };

    /// <summary>Where one of two decides, the two in words; null elsewhere.</summary>
    public static (string First, string Second)? Ways(this Combination how) => how switch
    {
        Combination.EitherNode => ("on one and the same node", "between nodes"),
        Combination.EitherInterface => ("through one interface", "through another interface"),
        Combination.EitherPool => ("as one pool would have it", "as another pool would have it"),
        Combination.EitherTunnel => ("with the node's own address", "with that of its tunnel"),
        Combination.EitherHostNetwork => ("the pod taken for a pod", "the pod taken for its node"),
        Combination.EitherTranslation => ("with one address", "with the other address"),
        _ => null,
    };

    /// <summary>
    /// A denial counts wherever it comes, then what is not known. An earlier stage without a verdict lets traffic go on, a
    /// last one leaves it to the node. Null where both allow.
    /// </summary>
    private static Decision? InSequence(Decision first, Decision second) =>
        first.Outcome == Outcome.Deny ? first
        : second.Outcome == Outcome.Deny || first.IsNoVerdict ? second
        : first.Outcome != Outcome.Allow ? first
        : second.Outcome != Outcome.Allow ? second
        : null;

    private static Decision Either(Decision first, Decision second, Decision unknown) =>
        first.Outcome == second.Outcome && first.IsNoVerdict == second.IsNoVerdict ? second
        : IsOpen(second) ? second
        : IsOpen(first) ? first
        : unknown;

    private static bool IsOpen(Decision decision) => decision.Outcome is Outcome.Unknown or Outcome.Ambiguous && !decision.IsNoVerdict;
}
