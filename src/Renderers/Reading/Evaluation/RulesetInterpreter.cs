using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>Decides about packets as the kernel would with a ruleset loaded.</summary>
internal sealed class RulesetInterpreter(LoadedRuleset ruleset)
{
    private static readonly BaseChain s_anywhere = new(Hook.Forward, 0, ChainKind.Filter, Accepts: true);

    private readonly Dictionary<(PacketPath, IpFamily), ImmutableArray<(LoadedTable Table, LoadedChain Chain, BaseChain Place)>> _ways = [];

    /// <summary>Sends a packet through the host.</summary>
    public Judgement Judge(Packet packet, PacketPath path)
    {
        var limits = new WalkLimits();
        foreach ((LoadedTable table, LoadedChain chain, BaseChain place) in WayOf(path, packet.Family))
        {
            if (place.Kind == ChainKind.Nat && packet.State is not (ConnectionStates.New or ConnectionStates.Related))
            {
                continue;
            }

            Packet seen = HookView.Of(packet, place);
            var walk = new ChainWalk(table, seen, limits);
            PacketVerdict verdict = walk.Run(chain, place);
            packet = Carry(packet, seen, walk.Packet);
            if (verdict != PacketVerdict.Accept)
            {
                return new Judgement(verdict, packet.Mark, limits.Trace) { IsUncertain = limits.IsUncertain, Reason = walk.Reason };
            }
        }

        return new Judgement(PacketVerdict.Accept, packet.Mark, limits.Trace) { IsUncertain = limits.IsUncertain };
    }

    /// <summary>Sends a packet into one chain as if it were a base chain that accepts what no rule decides about.</summary>
    public static Judgement JudgeIn(LoadedTable table, LoadedChain chain, Packet packet)
    {
        var limits = new WalkLimits();
        var walk = new ChainWalk(table, packet, limits);
        PacketVerdict verdict = walk.Run(chain, s_anywhere);
        return new Judgement(verdict, walk.Packet.Mark, limits.Trace) { IsUncertain = limits.IsUncertain, Reason = walk.Reason };
    }

    private ImmutableArray<(LoadedTable Table, LoadedChain Chain, BaseChain Place)> WayOf(PacketPath path, IpFamily family)
    {
        if (!_ways.TryGetValue((path, family), out ImmutableArray<(LoadedTable, LoadedChain, BaseChain)> way))
        {
            _ways.Add((path, family), way = BaseChains.Of(ruleset, path, family));
        }

        return way;
    }

    // What the rules changed stays; what only this place did not know comes back.
    private static Packet Carry(Packet before, Packet seen, Packet after) => after with
    {
        InInterface = before.InInterface,
        OutInterface = before.OutInterface,
        State = after.State == seen.State ? before.State : after.State,
    };
}
