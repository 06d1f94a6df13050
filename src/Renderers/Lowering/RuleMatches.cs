using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

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
        Add(side.Nets, net => new Match.Net(which, net));
        Add(side.Sets, id => new Match.InSet(which, context.SetName(id)));
        Add(side.Services, id => new Match.InPortSet(which, context.SetName(id)));
        if (!side.Ports.IsEmpty)
        {
            _matches.Add(new Match.Ports(which, side.Ports));
        }

        Add(side.NamedPorts, id => new Match.InPortSet(which, context.SetName(id)));
    }

    private void AddNegated(RuleSide side, Side which)
    {
        Add(side.NotNets, net => new Match.Net(which, net, IsNegated: true));
        Add(side.NotSets, id => new Match.InSet(which, context.SetName(id), IsNegated: true));
        Add(PortSplit.Of(side.NotPorts), part => new Match.Ports(which, part, IsNegated: true));
        Add(side.NotNamedPorts, id => new Match.InPortSet(which, context.SetName(id), IsNegated: true));
    }

    private void Add<T>(ImmutableArray<T> items, Func<T, Match> match)
    {
        foreach (T item in items)
        {
            _matches.Add(match(item));
        }
    }
}
