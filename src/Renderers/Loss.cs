using PolicyEngine.Sets;

namespace PolicyEngine.Renderers;

/// <summary>Something of the policies that a target cannot say exactly, with a flow that shows it.</summary>
/// <param name="Severity">What becomes of such traffic.</param>
/// <param name="Reason">What is lost.</param>
/// <param name="Source">The sender of a flow that is treated differently: an address, or an endpoint that has none.</param>
/// <param name="Destination">Its receiver.</param>
/// <param name="Traffic">Its protocol and ports.</param>
/// <param name="Rule">The rule or default that decides about the flow, such as <c>NetworkPolicy/shop/redis ingress[0]</c>.</param>
public sealed record Loss(LossSeverity Severity, string Reason, string Source, string Destination, TrafficPoint Traffic, string Rule);

/// <summary>What becomes of traffic that a target cannot tell apart.</summary>
public enum LossSeverity
{
    /// <summary>It passes where replies would, though nothing asked for it.</summary>
    Approximated,

    /// <summary>It is dropped, though policies let it through.</summary>
    Narrowed,
}
