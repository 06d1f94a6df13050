using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>
/// Rules before a rule that stand for what one rule cannot ask: alternatives. A block of them notes in the mark whether one
/// of its alternatives applies; the first bit of two holds whether all blocks did so far, the second whether the present one
/// does (felix/rules/policy.go).
/// </summary>
internal sealed class MatchBlocks(LoweringContext context, List<FilterRule> rules)
{
    private int _positive;

    /// <summary>Whether there are any, so that the rule itself has to ask what they noted.</summary>
    public bool Any { get; private set; }

    /// <summary>The question whether all of them applied.</summary>
    public Match Passed => new Match.Mark(context.Marks.Scratch0, context.Marks.Scratch0);

    /// <summary>A block of ports, some in parts by number and some by name.</summary>
    public void AddPorts(Side side, string? protocol, ImmutableArray<ImmutableArray<PortRange>> parts, ImmutableArray<string> named)
    {
        Verb applies = StartPositive();
        foreach (ImmutableArray<PortRange> part in parts)
        {
            Match.Ports ports = new(side, part);
            rules.Add(FilterRule.Of(applies, protocol is null ? [ports] : [new Match.Transport(protocol), ports]));
        }

        rules.AddRange(named.Select(id => FilterRule.Of(applies, new Match.InPortSet(side, context.SetName(id)))));
        EndPositive();
    }

    /// <summary>A block of blocks of addresses.</summary>
    public void AddNets(Side side, ImmutableArray<IpPrefix> nets)
    {
        Verb applies = StartPositive();
        rules.AddRange(nets.Select(net => FilterRule.Of(applies, new Match.Net(side, net))));
        EndPositive();
    }

    /// <summary>A block of blocks of addresses that must all not apply.</summary>
    public void AddNotNets(Side side, ImmutableArray<IpPrefix> nets)
    {
        Start(context.Marks.Scratch0);
        Verb fails = new Verb.ClearMark(context.Marks.Scratch0);
        rules.AddRange(nets.Select(net => FilterRule.Of(fails, new Match.Net(side, net))));
    }

    private Verb.SetMark StartPositive()
    {
        Start(0);
        MarkBits marks = context.Marks;
        if (_positive > 1 && context.IsExact)
        {
            // Felix does not clear the second bit, so what the second block found stands for all later ones as well.
            rules.Add(FilterRule.Of(new Verb.ClearMark(marks.Scratch1)));
        }

        return new Verb.SetMark(_positive == 0 ? marks.Scratch0 : marks.Scratch1);
    }

    private void EndPositive()
    {
        if (_positive++ > 0)
        {
            MarkBits marks = context.Marks;
            rules.Add(FilterRule.Of(new Verb.ClearMark(marks.Scratch0), new Match.MarkClear(marks.Scratch1)));
        }
    }

    private void Start(uint initial)
    {
        if (!Any)
        {
            rules.Add(FilterRule.Of(new Verb.SetMaskedMark(initial, context.Marks.Blocks)));
            Any = true;
        }
    }
}
