using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>What the rule of a policy asks, in Felix's order, as far as blocks have not asked it.</summary>
internal sealed class RuleMatches(LoweringContext context)
{
    private readonly ImmutableArray<Match>.Builder _matches = ImmutableArray.CreateBuilder<Match>();

    public ImmutableArray<Match> Of(NodeRule rule, MatchBlocks blocks)
    {
        AddPositive(rule);
        AddNegated(rule);
        if (blocks.Any)
        {
            _matches.Add(blocks.Passed);
        }

        return _matches.DrainToImmutable();
    }

    private void AddPositive(NodeRule rule)
    {
        if (rule.Protocol is { } protocol)
        {
            _matches.Add(new Match.Transport(protocol));
        }

        Add(rule.Source, Side.Source);
        Add(rule.Destination, Side.Destination);
        if (rule.Icmp is { } icmp)
        {
            _matches.Add(new Match.Icmp(icmp));
        }
    }

    private void AddNegated(NodeRule rule)
    {
        if (rule.NotProtocol is { } protocol)
        {
            _matches.Add(new Match.Transport(protocol, IsNegated: true));
        }

        AddNegated(rule.Source, Side.Source);
        AddNegated(rule.Destination, Side.Destination);
        if (rule.NotIcmp is { } icmp)
        {
            _matches.Add(new Match.Icmp(icmp, IsNegated: true));
        }
    }

    private void Add(RuleSide side, Side which)
    {
        foreach (IpPrefix net in side.Nets)
        {
            _matches.Add(new Match.Net(which, net));
        }

        AddSets(side.Sets, which, isNegated: false);
        AddPortSets(side.Services, which, isNegated: false);
        if (!side.Ports.IsEmpty)
        {
            _matches.Add(new Match.Ports(which, side.Ports));
        }

        AddPortSets(side.NamedPorts, which, isNegated: false);
    }

    private void AddNegated(RuleSide side, Side which)
    {
        foreach (IpPrefix net in side.NotNets)
        {
            _matches.Add(new Match.Net(which, net, IsNegated: true));
        }

        AddSets(side.NotSets, which, isNegated: true);
        foreach (ImmutableArray<PortRange> part in PortSplit.Of(side.NotPorts))
        {
            _matches.Add(new Match.Ports(which, part, IsNegated: true));
        }

        AddPortSets(side.NotNamedPorts, which, isNegated: true);
    }

    private void AddSets(ImmutableArray<string> ids, Side which, bool isNegated)
    {
        foreach (string id in ids)
        {
            _matches.Add(new Match.InSet(which, context.SetName(id), isNegated));
        }
    }

    private void AddPortSets(ImmutableArray<string> ids, Side which, bool isNegated)
    {
        foreach (string id in ids)
        {
            _matches.Add(new Match.InPortSet(which, context.SetName(id), isNegated));
        }
    }
}
