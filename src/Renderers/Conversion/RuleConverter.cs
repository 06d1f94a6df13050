using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>Makes of the model's rules those that Felix gets: with sets in place of selectors, and one for each protocol that is listed.</summary>
internal sealed class RuleConverter(SetCollector sets)
{
    /// <param name="rules">The rules of one direction.</param>
    /// <param name="kind">The kind of the policy they are of; null for a profile.</param>
    public ImmutableArray<NodeRule> Convert(ImmutableArray<Rule> rules, PolicyKind? kind)
    {
        ImmutableArray<NodeRule>.Builder converted = ImmutableArray.CreateBuilder<NodeRule>(rules.Length);
        int place = 0;
        while (place < rules.Length)
        {
            // Rules of one written rule are neighbours.
            int end = place + 1;
            while (end < rules.Length && rules[end].Path == rules[place].Path && rules[end].Span == rules[place].Span)
            {
                end++;
            }

            ReadOnlySpan<Rule> written = rules.AsSpan()[place..end];
            place = end;
            if (kind is null or PolicyKind.CalicoNetworkPolicy or PolicyKind.GlobalNetworkPolicy or PolicyKind.StagedNetworkPolicy or PolicyKind.StagedGlobalNetworkPolicy)
            {
                // Several only where there are several lists of backends, for which Felix has one set.
                converted.Add(Make(written[0], ProtocolPorts.OfRule(written[0])));
                continue;
            }

            foreach (ProtocolPorts ports in ProtocolPorts.ByProtocol(written[0]))
            {
                foreach (Rule peer in written)
                {
                    converted.Add(Make(peer, ports));
                }
            }
        }

        return converted.ToImmutable();
    }

    private NodeRule Make(Rule rule, ProtocolPorts ports) => new()
    {
        Action = rule.Action switch
        {
            RuleAction.Allow => "allow",
            RuleAction.Deny => "deny",
            RuleAction.Pass => "next-tier",
            _ => "log",
        },
        Family = rule.Written.Family,
        Protocol = ports.Protocol,
        NotProtocol = rule.Written.NotProtocol?.ToLowerInvariant(),
        Icmp = Message(rule.Written.Icmp),
        NotIcmp = Message(rule.Written.NotIcmp),
        Source = Side(rule.Source, ports.Source, ports.Known, isSource: true),
        Destination = Side(rule.Destination, ports.Destination, ports.Known, isSource: false),
        Annotations = rule.Annotations,
        Path = rule.Path,
    };

    private static IcmpMatch? Message(IcmpMessage? message) => message is { } known ? new IcmpMatch(known.Type, known.Code) : null;

    private RuleSide Side(PeerMatch match, PortMatch? ports, Protocol? protocol, bool isSource)
    {
        if (match.BackendsOf is { } service)
        {
            string id = sets.Service(service, withPorts: !isSource);
            return isSource
                ? new RuleSide
                {
                    Sets = [id],
                    Ports = Ranges(ports),
                    NotPorts = Ranges(match.NotPorts),
                    NamedPorts = Named(ports, Selector.All, protocol),
                    NotNamedPorts = Named(match.NotPorts, Selector.All, protocol),
                }
                : new RuleSide { Services = [id] };
        }

        Selector whom = match.Selector ?? Selector.All;
        ImmutableArray<PortRange> numbers = Ranges(ports);
        ImmutableArray<string> names = Named(ports, whom, protocol);

        // Sets of named ports hold what the selector matches already.
        bool isFolded = !names.IsEmpty && numbers.IsEmpty;
        return new RuleSide
        {
            Nets = match.ListedNets,
            NotNets = match.ListedNotNets,
            Ports = numbers,
            NotPorts = Ranges(match.NotPorts),
            NamedPorts = names,
            NotNamedPorts = Named(match.NotPorts, whom, protocol),
            Sets = match.Selector is null || isFolded ? [] : [sets.Selected(match.Selector)],
            NotSets = match.NotSelector is null ? [] : [sets.Selected(match.NotSelector)],
        };
    }

    private static ImmutableArray<PortRange> Ranges(PortMatch? ports) =>
        ports is null ? [] : [.. ports.Listed.Select(range => new PortRange(range.Low, range.High))];

    private ImmutableArray<string> Named(PortMatch? ports, Selector whom, Protocol? protocol) =>
        ports is null ? [] : [.. ports.Names.Select(port => sets.NamedPort(whom, protocol is { HasPorts: true } or null ? protocol : Protocol.Tcp, port.Name))];
}
