using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Lowers the rules of policies and profiles: one becomes several rules of the kernel (felix/rules/policy.go).</summary>
internal sealed class RuleLowering(LoweringContext context, Verb deny)
{
    private readonly RuleMatches _matches = new(context);
    private readonly FlowLog _flowLog = new(context);
    private readonly Decision _allow = Decision.Of('A', context.Marks.Accept, Verb.Returning);
    private readonly Decision _pass = Decision.Of('P', context.Marks.Pass, Verb.Returning);
    private readonly Decision _deny = Decision.Of('D', context.Marks.Drop, deny);
    private readonly string? _logRate = context.Settings.LogActionRateLimit;
    private readonly int _logBurst = context.Settings.LogActionRateLimitBurst;

    /// <summary>The rules of a chain. It has one at least, which says what the chain is.</summary>
    public ImmutableArray<FilterRule> Lower(ImmutableArray<NodeRule> rules, RuleOwner owner)
    {
        List<FilterRule> lowered = [];
        for (int i = 0; i < rules.Length; i++)
        {
            Lower(rules[i], owner, i, lowered);
        }

        // The chain returns at its end anyway.
        while (lowered is [.., { Verb: Verb.Return }])
        {
            lowered.RemoveAt(lowered.Count - 1);
        }

        if (lowered.Count == 0)
        {
            lowered.Add(FilterRule.Empty);
        }

        lowered[0] = lowered[0].Commented(owner.Comment);
        return [.. lowered];
    }

    private void Lower(NodeRule written, RuleOwner owner, int index, List<FilterRule> rules)
    {
        if (FamilyFilter.Apply(written, context.Family) is not { } own || (context.IsExact ? ProtocolFilter.Apply(own, context.Family, context.Backend) : own) is not { } rule)
        {
            return;
        }

        int first = rules.Count;
        MatchBlocks blocks = new(context, rules);
        NodeRule rest = TakeNotNets(TakeNets(TakePorts(rule, blocks), blocks), blocks);
        AddActions(rest, _matches.Of(rest, blocks), owner, index, rules);
        if (written.Annotations.IsEmpty && written.Path.Length == 0)
        {
            return;
        }

        ImmutableArray<string> comments = [.. written.Annotations.Select(annotation => $"{annotation.Key}={annotation.Value}")];
        for (int i = first; i < rules.Count; i++)
        {
            rules[i] = rules[i] with { Comments = comments, Origin = written.Path };
        }
    }

    private static NodeRule TakePorts(NodeRule rule, MatchBlocks blocks) =>
        rule.Between(TakePorts(rule.Source, Side.Source, rule, blocks), TakePorts(rule.Destination, Side.Destination, rule, blocks));

    private static RuleSide TakePorts(RuleSide side, Side which, NodeRule rule, MatchBlocks blocks)
    {
        if (side.Ports.Length + side.NamedPorts.Length <= 1)
        {
            return side;
        }

        ImmutableArray<ImmutableArray<PortRange>> parts = PortSplit.Of(side.Ports);
        if (parts.Length + side.NamedPorts.Length <= 1)
        {
            return side;
        }

        blocks.AddPorts(which, rule.Protocol, parts, side.NamedPorts);
        return side with { Ports = [], NamedPorts = [] };
    }

    private static NodeRule TakeNets(NodeRule rule, MatchBlocks blocks) =>
        rule.Between(TakeNets(rule.Source, Side.Source, blocks), TakeNets(rule.Destination, Side.Destination, blocks));

    private static RuleSide TakeNets(RuleSide side, Side which, MatchBlocks blocks)
    {
        if (side.Nets.Length <= 1)
        {
            return side;
        }

        blocks.AddNets(which, side.Nets);
        return side with { Nets = [] };
    }

    private static NodeRule TakeNotNets(NodeRule rule, MatchBlocks blocks) =>
        rule.Between(TakeNotNets(rule.Source, Side.Source, blocks), TakeNotNets(rule.Destination, Side.Destination, blocks));

    /// <summary>One rule can ask for one block of a side only, be it negated or not.</summary>
    private static RuleSide TakeNotNets(RuleSide side, Side which, MatchBlocks blocks)
    {
        if (side.Nets.Length + side.NotNets.Length <= 1)
        {
            return side;
        }

        blocks.AddNotNets(which, side.NotNets);
        return side with { NotNets = [] };
    }

    private void AddActions(NodeRule rule, ImmutableArray<Match> matches, RuleOwner owner, int index, List<FilterRule> rules)
    {
        if (rule.Action == "log")
        {
            ImmutableArray<Match> limited = _logRate is null ? matches : [new Match.Rate(_logRate, _logBurst), .. matches];
            rules.Add(FilterRule.Of(new Verb.Log(owner.LogPrefix), limited));
            return;
        }

        Decision decision = rule.Action switch
        {
            "deny" => _deny,
            "pass" or "next-tier" => _pass,
            _ => _allow,
        };
        rules.Add(FilterRule.Of(decision.Mark, matches));
        if (context.HasFlowLogs && !owner.IsUntracked)
        {
            rules.Add(FilterRule.Of(_flowLog.OfRule(decision.Letter, owner.Letter, owner.Direction, index, owner.Id), decision.IsMarked));
        }

        rules.Add(decision.Act);
    }

    /// <summary>What all rules with one action have in common.</summary>
    /// <param name="Letter">What stands for the action in flow logs.</param>
    /// <param name="Mark">Notes that the rule applies.</param>
    /// <param name="IsMarked">Asks whether it does.</param>
    /// <param name="Act">Does what the action says.</param>
    private sealed record Decision(char Letter, Verb Mark, ImmutableArray<Match> IsMarked, FilterRule Act)
    {
        public static Decision Of(char letter, uint bit, Verb verb)
        {
            ImmutableArray<Match> isMarked = [new Match.Mark(bit, bit)];
            return new Decision(letter, new Verb.SetMark(bit), isMarked, FilterRule.Of(verb, isMarked));
        }
    }
}
