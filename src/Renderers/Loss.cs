using PolicyEngine.Sets;

namespace PolicyEngine.Renderers;

/// <summary>Something of the policies that a target cannot say exactly.</summary>
/// <param name="Severity">What becomes of such traffic.</param>
/// <param name="Reason">What is lost.</param>
/// <param name="Rule">The policy, rule or default that it is of, such as <c>NetworkPolicy/shop/redis ingress[0]</c>.</param>
public sealed record Loss(LossSeverity Severity, string Reason, string Rule)
{
    /// <summary>A flow that is treated differently; null where it is not known which are.</summary>
    public LossExample? Example { get; init; }
}

/// <summary>A flow that a target treats differently.</summary>
/// <param name="Source">The sender: an address, or an endpoint that has none.</param>
/// <param name="Destination">The receiver.</param>
/// <param name="Traffic">Protocol and ports.</param>
public sealed record LossExample(string Source, string Destination, TrafficPoint Traffic);

/// <summary>What becomes of traffic that a target cannot tell apart.</summary>
public enum LossSeverity
{
    /// <summary>It passes where replies would, though nothing asked for it.</summary>
    Approximated,

    /// <summary>It is dropped, though policies let it through.</summary>
    Narrowed,

    /// <summary>A policy is left out, as it is not understood; or all endpoints are, as the input has no such node.</summary>
    Omitted,
}
