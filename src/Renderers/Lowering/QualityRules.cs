using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Rules that limit packets and connections of a pod.</summary>
internal static class QualityRules
{
    public static void AddPacketRate(EndpointChainForm form, LoweringContext context, List<FilterRule> rules)
    {
        QualityOfService quality = form.Quality;
        (long rate, long burst) = form.Direction == Direction.Ingress
            ? (quality.IngressPacketRate, quality.IngressPacketBurst)
            : (quality.EgressPacketRate, quality.EgressPacketBurst);
        if (rate == 0)
        {
            return;
        }

        string limit = $"{form.Direction.Word()} packet rate limit";
        uint mark = context.Marks.Scratch0;
        FilterRule within = FilterRule.Of(new Verb.LimitPackets(rate, burst, mark));
        if (context.Backend == Backend.Nftables)
        {
            rules.Add(within.Commented($"Drop packets over {limit}"));
            return;
        }

        FilterRule clear = FilterRule.Of(new Verb.ClearMark(mark)).Commented($"Clear {limit} mark");
        rules.Add(clear);
        rules.Add(within.Commented($"Mark packets within {limit}"));
        rules.Add(FilterRule.Of(Verb.Dropping, new Match.Mark(mark, mark, IsNegated: true)).Commented($"Drop packets over {limit}"));
        rules.Add(clear);
    }

    public static void AddConnections(EndpointChainForm form, List<FilterRule> rules)
    {
        long highest = form.Direction == Direction.Ingress ? form.Quality.IngressMaxConnections : form.Quality.EgressMaxConnections;
        if (highest != 0)
        {
            rules.Add(FilterRule.Of(new Verb.LimitConnections(highest)).Commented($"Reject connections over {form.Direction.Word()} connection limit"));
        }
    }
}
