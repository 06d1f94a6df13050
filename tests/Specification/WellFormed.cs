using System.Collections.Immutable;
using System.Globalization;

namespace PolicyEngine.Specification;

/// <summary>What the API would refuse; a rule or policy with an error is understood by nobody.</summary>
public static class WellFormed
{
    // Kubernetes: validation checklist.
    public static bool Is(KubernetesRule rule) => rule.Peers.All(Is) && rule.Ports.All(Is);

    public static bool Is(LabelSelector selector) => selector.MatchExpressions.All(term => term.Operator switch
    {
        "In" or "NotIn" => !term.Values.IsEmpty,
        "Exists" or "DoesNotExist" => term.Values.IsEmpty,
        _ => false,
    });

    public static bool AreSelectorsOf(CalicoPolicy policy) =>
        policy.Selector?.IsBroken != true && policy.NamespaceSelector?.IsBroken != true && policy.ServiceAccountSelector?.IsBroken != true;

    public static bool AreDirections(ImmutableArray<string>? types) => types is null || types.Value.All(type => type is "Ingress" or "Egress");

    /// <summary>Whether a rule is right in all its parts; one error anywhere leaves open what it matches.</summary>
    // Calico: the field tables of rules.
    public static bool Is(CalicoRule rule) =>
        rule.Action is "Allow" or "Deny" or "Pass" or "Log"
        && (rule.Protocol is null || Protocols.IsKnown(rule.Protocol)) && (rule.NotProtocol is null || Protocols.IsKnown(rule.NotProtocol))
        && Is(rule.Source, rule.Protocol) && Is(rule.Destination, rule.Protocol);

    private static bool Is(KubernetesPeer peer)
    {
        if (peer.Block is { } block)
        {
            return peer.Pods is null && peer.Namespaces is null
                && Net.TryParse(block.Cidr, out Net whole)
                && block.Except.All(except => Net.TryParse(except, out Net part) && whole.Contains(part) && part.Length > whole.Length);
        }

        return (peer.Pods ?? peer.Namespaces) is not null
            && (peer.Pods is null || Is(peer.Pods)) && (peer.Namespaces is null || Is(peer.Namespaces));
    }

    private static bool Is(KubernetesPort port) =>
        port.Protocol is null or "TCP" or "UDP" or "SCTP"
        && port.Number is null or (>= 1 and <= 65535)
        && (port.End is null || (port.Number is { } first && first <= port.End && port.End <= 65535));

    private static bool Is(CalicoSide side, string? protocol) =>
        side.Nets.Concat(side.NotNets).All(net => Net.TryParse(net, out _))
        && side.Selector?.IsBroken != true && side.NotSelector?.IsBroken != true && side.NamespaceSelector?.IsBroken != true
        && side.ServiceAccounts?.Selector?.IsBroken != true
        && side.Ports.Concat(side.NotPorts).All(port => IsPort(port, protocol));

    private static bool IsPort(string port, string? protocol)
    {
        if (!char.IsAsciiDigit(port[0]))
        {
            return protocol is null || Protocols.Number(protocol) is 6 or 17 or 132;
        }

        int[] range = [.. port.Split(':').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return protocol is not null && Protocols.Number(protocol) is 6 or 17 or 132 && 1 <= range[0] && range[0] <= range[^1] && range[^1] <= 65535;
    }
}
