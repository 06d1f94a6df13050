using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns.Tiers;

/// <summary>Says what a rule matches at an endpoint as addresses on the other side with traffic.</summary>
internal sealed class RuleBoxes
{
    private readonly ImmutableDictionary<string, NodeSet> _sets;
    private readonly IpAddress _own;

    /// <param name="sets">The sets that rules refer to.</param>
    /// <param name="own">The address of the endpoint.</param>
    public RuleBoxes(ImmutableDictionary<string, NodeSet> sets, IpAddress own) => (_sets, _own) = (sets, own);

    /// <param name="rule">The rule.</param>
    /// <param name="isIngress">Whether it is about what the endpoint receives.</param>
    public IEnumerable<(AddressSet Remote, TrafficSet Traffic)> Of(NodeRule rule, bool isIngress)
    {
        if (rule.Family is { } family && family != _own.Family)
        {
            yield break;
        }

        (RuleSide own, RuleSide other) = isIngress ? (rule.Destination, rule.Source) : (rule.Source, rule.Destination);
        TrafficSet traffic = TrafficOf(rule);
        var here = TrafficSet.Union(new SideBoxes(_sets, rule.Protocol, isDestination: isIngress).Of(own, AddressSet.Of(_own)).Select(box => box.Traffic));
        foreach ((AddressSet remote, TrafficSet there) in new SideBoxes(_sets, rule.Protocol, isDestination: !isIngress).Of(other, _own.Family == IpFamily.V4 ? AddressSet.AllV4 : AddressSet.AllV6))
        {
            TrafficSet both = traffic.Intersect(here).Intersect(there);
            if (!remote.IsEmpty && !both.IsEmpty)
            {
                yield return (remote, both);
            }
        }
    }

    private static TrafficSet TrafficOf(NodeRule rule)
    {
        TrafficSet traffic = rule.Protocol is { } name ? Known(name) : TrafficSet.All;
        TrafficSet without = rule.NotProtocol is { } other ? traffic.Subtract(Known(other)) : traffic;
        TrafficSet message = rule.Icmp is { } icmp ? without.Intersect(Messages(icmp)) : without;
        return rule.NotIcmp is { } not ? message.Subtract(Messages(not)) : message;
    }

    private static TrafficSet Messages(IcmpMatch match) =>
        TrafficSet.Icmp(Protocol.Icmp, match.Type, match.Code).Union(TrafficSet.Icmp(Protocol.IcmpV6, match.Type, match.Code));

    private static TrafficSet Known(string name) => ProtocolNames.TryRead(name, out Protocol protocol) ? TrafficSet.ForProtocol(protocol) : TrafficSet.Empty;
}
