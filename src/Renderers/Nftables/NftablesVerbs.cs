using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>Verbs as statements of nftables (felix/nftables/actions.go).</summary>
internal static class NftablesVerbs
{
    // The first bytes of a packet are enough for its headers.
    private const string LoggedBytes = "80";

    public static void Append(TextBuffer text, Verb verb, TableKind table, IpFamily family)
    {
        switch (verb)
        {
            case Verb.Accept:
                text.Append("accept");
                break;
            case Verb.Return:
                text.Append("return");
                break;
            case Verb.Drop:
                text.Append("drop");
                break;
            case Verb.Reject:
                text.Append("reject");
                break;
            case Verb.Jump(string chain):
                NftablesNames.AppendLayered(text.Append("jump "), table, chain);
                break;
            case Verb.Goto(string chain):
                NftablesNames.AppendLayered(text.Append("goto "), table, chain);
                break;
            case Verb.SetMark(uint mask):
                text.Append("meta mark set mark or ").AppendHex(mask);
                break;
            case Verb.ClearMark(uint mask):
                text.Append("meta mark set mark & ").AppendHex(~mask);
                break;
            case Verb.SetMaskedMark(uint value, uint mask):
                text.Append("meta mark set mark & ").AppendHex(~mask).Append(" ^ ").AppendHex(value);
                break;
            case Verb.NoTrack:
                text.Append("notrack");
                break;
            case Verb.Log(string prefix):
                text.Append("log prefix \"").Append(prefix).Append(": \" level info");
                break;
            case Verb.NfLog(int group, string prefix, _):
                text.Append("log prefix \"").Append(prefix).Append("\" snaplen ").Append(LoggedBytes).Append(" group ").Append(group);
                break;
            case Verb.SetDscp(byte value):
                text.Append(family == IpFamily.V4 ? "ip dscp set " : "ip6 dscp set ").Append(value);
                break;
            default:
                AppendTranslationOrLimit(text, verb);
                break;
        }
    }

    private static void AppendTranslationOrLimit(TextBuffer text, Verb verb)
    {
        switch (verb)
        {
            case Verb.Masquerade masquerade:
                AppendPorts(text.Append("masquerade"), " to :", masquerade.Ports);
                text.Append(masquerade.FullyRandom ? " fully-random" : "");
                break;
            case Verb.SourceNat source:
                AppendPorts(text.Append("snat to ").Append(source.Address.ToString()), ":", source.Ports);
                text.Append(source.FullyRandom ? " fully-random" : "");
                break;
            case Verb.DestinationNat nat:
                text.Append("dnat to ").Append(nat.Address.ToString());
                if (nat.Port is { } port)
                {
                    text.Append(':').Append(port);
                }

                break;
            case Verb.LimitPackets(long perSecond, long burst, _):
                text.Append("limit rate over ").Append(perSecond).Append("/second burst ").Append(burst).Append(" packets drop");
                break;
            case Verb.LimitConnections(long highest):
                text.Append("ct count over ").Append(highest).Append(" reject with tcp reset");
                break;
            default:
                throw new NotSupportedException($"nftables has nothing for {verb}.");
        }
    }

    private static void AppendPorts(TextBuffer text, string before, PortRange? ports)
    {
        if (ports is { } range)
        {
            text.Append(before).Append(range.First).Append('-').Append(range.Last);
        }
    }
}
