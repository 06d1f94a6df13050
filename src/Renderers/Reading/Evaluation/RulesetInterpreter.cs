using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>Decides about packets as the kernel would with a ruleset loaded.</summary>
internal sealed class RulesetInterpreter(LoadedRuleset ruleset)
{
    private static readonly ImmutableArray<Hook> s_forward = [Hook.Prerouting, Hook.Forward, Hook.Postrouting];
    private static readonly ImmutableArray<Hook> s_input = [Hook.Prerouting, Hook.Input];
    private static readonly ImmutableArray<Hook> s_output = [Hook.Output, Hook.Postrouting];

    private static readonly BaseChain s_anywhere = new(Hook.Forward, 0, ChainKind.Filter, Accepts: true);

    // Of chains with equal priority the one that was made last comes first.
    private readonly ImmutableArray<(LoadedTable Table, LoadedChain Chain, BaseChain Place)> _bases =
    [
        .. from table in ruleset.Tables.Reverse()
           from chain in table.Bases.Reverse()
           let place = chain.Base
           where place is not null
           orderby place.Priority
           select (table, chain, place),
    ];

    /// <summary>Sends a packet through the host.</summary>
    public Judgement Judge(Packet packet, PacketPath path)
    {
        var limits = new WalkLimits();
        foreach ((LoadedTable table, LoadedChain chain, BaseChain place) in HooksOf(path).SelectMany(hook => BasesAt(hook, packet.Family)))
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

    private static ImmutableArray<Hook> HooksOf(PacketPath path) => path switch
    {
        PacketPath.Forward => s_forward,
        PacketPath.Input => s_input,
        _ => s_output,
    };

    private IEnumerable<(LoadedTable Table, LoadedChain Chain, BaseChain Place)> BasesAt(Hook hook, IpFamily family) =>
        _bases.Where(entry => entry.Place.Hook == hook && entry.Table.Sees(family));

    // What the rules changed stays; what only this place did not know comes back.
    private static Packet Carry(Packet before, Packet seen, Packet after) => after with
    {
        InInterface = before.InInterface,
        OutInterface = before.OutInterface,
        State = after.State == seen.State ? before.State : after.State,
    };
}
