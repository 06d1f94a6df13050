using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns.Tiers;

/// <summary>Says what a rule asks of one side as addresses, each with the traffic that its ports let through.</summary>
internal sealed class SideBoxes
{
    private readonly ImmutableDictionary<string, NodeSet> _sets;
    private readonly Protocol? _protocol;
    private readonly bool _isDestination;

    /// <param name="sets">The sets that rules refer to.</param>
    /// <param name="protocol">The protocol of the rule's ports.</param>
    /// <param name="isDestination">Which side it is.</param>
    public SideBoxes(ImmutableDictionary<string, NodeSet> sets, string? protocol, bool isDestination)
    {
        (_sets, _isDestination) = (sets, isDestination);
        _protocol = protocol is not null && ProtocolNames.TryRead(protocol, out Protocol known) && known.HasPorts ? known : null;
    }

    /// <param name="side">What is asked.</param>
    /// <param name="all">The addresses that there are.</param>
    public IEnumerable<(AddressSet Addresses, TrafficSet Traffic)> Of(RuleSide side, AddressSet all)
    {
        AddressSet addresses = side.Nets.IsEmpty ? all : all.Intersect(AddressSet.FromPrefixes(side.Nets));
        addresses = side.Sets.Aggregate(addresses, (rest, set) => rest.Intersect(Members(set)));
        addresses = side.NotSets.Aggregate(addresses.Subtract(AddressSet.FromPrefixes(side.NotNets)), (rest, set) => rest.Subtract(Members(set)));
        bool asksForPorts = !side.Ports.IsEmpty || !side.NamedPorts.IsEmpty;
        IEnumerable<(AddressSet Addresses, TrafficSet Traffic)> boxes = asksForPorts
            ? [(addresses, Ports(side.Ports)), .. side.NamedPorts.SelectMany(Named).Select(named => (named.Addresses.Intersect(addresses), named.Traffic))]
            : [(addresses, TrafficSet.All)];
        foreach (string service in side.Services)
        {
            boxes = from box in boxes from named in Named(service) select (box.Addresses.Intersect(named.Addresses), box.Traffic.Intersect(named.Traffic));
        }

        foreach ((AddressSet named, TrafficSet ports) in side.NotNamedPorts.SelectMany(Named))
        {
            boxes = boxes.SelectMany(box => new[] { (box.Addresses.Intersect(named), box.Traffic.Subtract(ports)), (box.Addresses.Subtract(named), box.Traffic) });
        }

        return boxes.Select(box => (box.Addresses, box.Traffic.Subtract(Ports(side.NotPorts)))).Where(box => !box.Addresses.IsEmpty && !box.Item2.IsEmpty);
    }

    private TrafficSet Ports(ImmutableArray<PortRange> ranges) => _protocol is { } protocol && !ranges.IsEmpty
        ? Ports(protocol, IntervalSet<ushort>.FromIntervals(ranges.Select(range => new Interval<ushort>(range.First, range.Last))))
        : TrafficSet.Empty;

    private TrafficSet Ports(Protocol protocol, IntervalSet<ushort> ports) =>
        _isDestination ? TrafficSet.Ports(protocol, ports) : TrafficSet.Ports(protocol, IntervalSet<ushort>.Full, ports);

    private AddressSet Members(string set) => AddressSet.FromPrefixes(_sets[set].Members.Select(member => member.Net));

    private IEnumerable<(AddressSet Addresses, TrafficSet Traffic)> Named(string set) =>
        from member in _sets[set].Members
        where member.Protocol is { HasPorts: true }
        group member.Net by (member.Protocol, member.Port) into named
        select (AddressSet.FromPrefixes(named), Ports(named.Key.Protocol!.Value, IntervalSet<ushort>.Of(named.Key.Port)));
}
