using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Proof;

/// <summary>Tells of packets that rules treat differently, with what decides on either side.</summary>
internal sealed class NodeWitness(PolicySnapshot snapshot, LoadedRuleset ruleset, string part)
{
    private static readonly string[] s_policies = ["cali-pi-", "cali-po-", "cali-pri-", "cali-pro-"];

    private readonly RulesetInterpreter _interpreter = new(ruleset);

    public RenderDifference Tell(NodeDifference difference)
    {
        Packet packet = difference.Packet;
        ushort major = packet.DestinationPort ?? packet.IcmpType ?? 0;
        ushort minor = packet.SourcePort ?? packet.IcmpCode ?? 0;
        var traffic = new TrafficPoint(packet.Protocol, major, minor);
        bool isReply = packet.State != ConnectionStates.New;
        return new RenderDifference(part, packet.Source, packet.Destination, traffic, difference.IsAccepted)
        {
            InInterface = packet.InInterface,
            OutInterface = packet.OutInterface,
            IsReply = isReply,
            Rule = Decisive(_interpreter.Judge(packet, difference.Path)),
            Policies = isReply ? [] : Policies(new Flow(snapshot.PartyAt(packet.Source), snapshot.PartyAt(packet.Destination), traffic), difference.IsAccepted == true),
        };
    }

    // What lets a packet through in the end looks at a mark only; the rule of a policy that has set it tells more.
    private static string Decisive(Judgement judgement)
    {
        MatchedRule? rule = null;
        MatchedRule? marking = null;
        foreach (MatchedRule matched in judgement.Trace)
        {
            bool decides = matched.Outcome is nameof(ChainVerdict.Accept) or nameof(ChainVerdict.Drop) or nameof(ChainVerdict.Reject) or "unknown" or "policy drop";
            rule = decides || rule is null ? matched : rule;
            marking = matched.Outcome == "mark" && IsOfPolicy(matched.Chain) ? matched : marking;
        }

        return judgement.Reason.Length > 0 ? $"{rule}: {judgement.Reason}"
            : judgement.Verdict == PacketVerdict.Accept && marking is { } set ? set.ToString()
            : rule?.ToString() ?? "";
    }

    private static bool IsOfPolicy(string chain) => s_policies.Any(kind => chain.Contains(kind, StringComparison.Ordinal));

    // Where it is to be dropped, the halves that say so.
    private ImmutableArray<string> Policies(in Flow flow, bool isToBeDropped)
    {
        Verdict verdict = snapshot.Evaluate(flow);
        var sentences = ImmutableArray.CreateBuilder<string>();
        if (!isToBeDropped || verdict.Egress.Outcome == Outcome.Deny)
        {
            sentences.Add($"egress: {DecisionText.Of(verdict.Egress, Directions.Egress)}");
        }

        if (!isToBeDropped || verdict.Ingress.Outcome == Outcome.Deny)
        {
            sentences.Add($"ingress: {DecisionText.Of(verdict.Ingress, Directions.Ingress)}");
        }

        return sentences.ToImmutable();
    }
}
