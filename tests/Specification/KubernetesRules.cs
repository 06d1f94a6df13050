using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>Whether a rule of a Kubernetes NetworkPolicy matches a packet.</summary>
public sealed class KubernetesRules(World world, AddressConditions addresses)
{
    // Kubernetes: a rule matches when any port element and any peer matches; an empty list matches everything.
    public bool Matches(KubernetesRule rule, string home, Packet packet, bool ingress) =>
        (rule.Ports.IsEmpty || rule.Ports.Any(port => Matches(port, packet)))
        && (rule.Peers.IsEmpty || rule.Peers.Any(peer => Matches(peer, home, ingress ? packet.Source : packet.Destination)));

    // Kubernetes: label selectors.
    public static bool Matches(LabelSelector selector, Labels labels) =>
        selector.MatchLabels.All(pair => labels.TryGetValue(pair.Key, out string? value) && value == pair.Value)
        && selector.MatchExpressions.All(term => Matches(term, labels));

    private static bool Matches(LabelRequirement term, Labels labels)
    {
        bool present = labels.TryGetValue(term.Key, out string? value);
        return term.Operator switch
        {
            "In" => present && term.Values.Contains(value!, StringComparer.Ordinal),
            "NotIn" => !present || !term.Values.Contains(value!, StringComparer.Ordinal),
            "Exists" => present,
            _ => !present,
        };
    }

    // Kubernetes: the peer matrix.
    private bool Matches(KubernetesPeer peer, string home, End side)
    {
        if (peer.Block is { } block)
        {
            return addresses.IsIn(side, [block.Cidr]) && !addresses.IsIn(side, block.Except);
        }

        return side.Pod is { } pod
            && (peer.Namespaces is null ? pod.Namespace == home : Matches(peer.Namespaces, EffectiveLabels.OfItsNamespace(world, pod)))
            && (peer.Pods is null || Matches(peer.Pods, EffectiveLabels.OfPod(world, pod)));
    }

    // Kubernetes: ports. They are the destination's, and names are looked up on the destination. Calico: host endpoints have such names too.
    private bool Matches(KubernetesPort port, Packet packet)
    {
        int protocol = Protocols.Number(port.Protocol ?? "TCP");
        if (packet.Protocol != protocol)
        {
            return false;
        }

        if (port.Name is { } name)
        {
            return addresses.PortsAt(packet.Destination, condition: null).Any(own => own.Name == name && Protocols.Number(own.Protocol) == protocol && own.Number == packet.Major);
        }

        return port.Number is not { } first || (first <= packet.Major && packet.Major <= (port.End ?? first));
    }
}
