using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>
/// Makes the rule for one peer: it is the sender of ingress and the receiver of egress. Ports are always the receiver's. The
/// name of a cluster policy's rule is an annotation to Calico.
/// </summary>
internal static class PeerRule
{
    /// <param name="rule">The rule as written.</param>
    /// <param name="action">What it does.</param>
    /// <param name="direction">The list it stands in.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="onPorts">Any receiver, on the rule's ports.</param>
    public static Rule Of(FieldReader rule, RuleAction action, Directions direction, PeerMatch peer, PeerMatch onPorts)
    {
        bool ingress = direction == Directions.Ingress;
        return new Rule
        {
            Action = action,
            Families = FamiliesOf.Rule(peer, PeerMatch.Any),
            Source = ingress ? peer : PeerMatch.Any,
            Destination = ingress || ReferenceEquals(peer, PeerMatch.Any) ? onPorts : peer with { Ports = onPorts.Ports },
            Annotations = rule.Node["name"] is ScalarNode { Text.Length: > 0 } name ? [KeyValuePair.Create("name", name.Text)] : [],
            Fault = rule.Faults.First,
            Path = rule.Item,
            Span = rule.Span,
        };
    }
}
