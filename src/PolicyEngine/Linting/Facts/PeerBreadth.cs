using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>Tells how much of the world a rule's peer is.</summary>
internal static class PeerBreadth
{
    private static readonly Selector[] s_allPods =
    [
        Selector.All,
        CalicoLabels.IsNamespaced,
        CalicoLabels.IsPod,
        Selector.And(CalicoLabels.IsNamespaced, CalicoLabels.IsPod),
    ];

    /// <summary>Whether the selector holds for the pods of all namespaces, whatever their labels.</summary>
    public static bool HoldsForAllPods(this Selector selector) => s_allPods.Contains(selector);

    /// <summary>Whether the side has no condition but on ports.</summary>
    public static bool IsAnyone(this PeerMatch side) =>
        side is { Selector: null, NotSelector: null, Nets: null, NotNets: null, Nodes: null, Service: null, Domains.IsEmpty: true };

    /// <summary>The traffic that a rule is about, named ports left out.</summary>
    public static TrafficSet TrafficByNumber(this Rule rule)
    {
        TrafficSet traffic = rule.Traffic;
        foreach (PeerMatch side in (ReadOnlySpan<PeerMatch>)[rule.Source, rule.Destination])
        {
            traffic = side.Ports is { } ports ? traffic.Intersect(ports.Numbers) : traffic;
            traffic = side.NotPorts is { } excluded ? traffic.Subtract(excluded.Numbers) : traffic;
        }

        return traffic;
    }

    /// <summary>Whether nothing that reaches the rule goes on behind it.</summary>
    public static bool IsCatchAll(this Rule rule) =>
        rule is { Action: not RuleAction.Log, Fault: null, Http: null, Families: IpFamilies.Both, Traffic.IsAll: true }
        && rule.Source.IsAnyone() && rule.Destination.IsAnyone()
        && rule.Source is { Ports: null, NotPorts: null } && rule.Destination is { Ports: null, NotPorts: null };
}
