using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>The base chains on the way of a packet, in the order in which it comes to them.</summary>
internal static class BaseChains
{
    private static readonly ImmutableArray<Hook> s_forward = [Hook.Prerouting, Hook.Forward, Hook.Postrouting];
    private static readonly ImmutableArray<Hook> s_input = [Hook.Prerouting, Hook.Input];
    private static readonly ImmutableArray<Hook> s_output = [Hook.Output, Hook.Postrouting];

    public static ImmutableArray<(LoadedTable Table, LoadedChain Chain, BaseChain Place)> Of(LoadedRuleset ruleset, PacketPath path, IpFamily family)
    {
        ImmutableArray<Hook> hooks = path switch
        {
            PacketPath.Forward => s_forward,
            PacketPath.Input => s_input,
            _ => s_output,
        };

        // Of chains with equal priority the one that was made last comes first.
        return
        [
            .. from table in ruleset.Tables.Reverse()
               where table.Sees(family)
               from chain in table.Bases.Reverse()
               let place = chain.Base
               where place is not null && hooks.Contains(place.Hook)
               orderby hooks.IndexOf(place.Hook), place.Priority
               select (table, chain, place),
        ];
    }
}
