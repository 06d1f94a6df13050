using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;

namespace PolicyEngine.Renderers.Iptables;

/// <summary>Verbs as targets of iptables (felix/iptables/actions.go).</summary>
internal static class IptablesVerbs
{
    // The first bytes of a packet are enough for its headers.
    private const string LoggedBytes = "80";

    public static void Append(TextBuffer text, Verb verb)
    {
        switch (verb)
        {
            case Verb.Accept:
                text.Append("--jump ACCEPT");
                break;
            case Verb.Return:
                text.Append("--jump RETURN");
                break;
            case Verb.Drop:
                text.Append("--jump DROP");
                break;
            case Verb.Reject:
                text.Append("--jump REJECT");
                break;
            case Verb.Jump(string chain):
                text.Append("--jump ").Append(chain);
                break;
            case Verb.Goto(string chain):
                text.Append("--goto ").Append(chain);
                break;
            case Verb.SetMark(uint mask):
                text.Append("--jump MARK --set-mark ").AppendHex(mask).Append('/').AppendHex(mask);
                break;
            case Verb.ClearMark(uint mask):
                text.Append("--jump MARK --set-mark 0/").AppendHex(mask);
                break;
            case Verb.SetMaskedMark(uint value, uint mask):
                text.Append("--jump MARK --set-mark ").AppendHex(value).Append('/').AppendHex(mask);
                break;
            case Verb.NoTrack:
                text.Append("--jump NOTRACK");
                break;
            case Verb.Log(string prefix):
                text.Append("--jump LOG --log-prefix \"").Append(prefix).Append(": \" --log-level 5");
                break;
            case Verb.NfLog(int group, string prefix, bool bySize):
                text.Append("--jump NFLOG --nflog-group ").Append(group).Append(" --nflog-prefix ").Append(prefix)
                    .Append(bySize ? " --nflog-size " : " --nflog-range ").Append(LoggedBytes);
                break;
            case Verb.SetDscp(byte value):
                text.Append("--jump DSCP --set-dscp ").Append(value);
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
                AppendPorts(text.Append("--jump MASQUERADE"), " --to-ports ", masquerade.Ports);
                text.Append(masquerade.FullyRandom ? " --random-fully" : "");
                break;
            case Verb.SourceNat source:
                AppendPorts(text.Append("--jump SNAT --to-source ").Append(source.Address.ToString()), ":", source.Ports);
                text.Append(source.FullyRandom ? " --random-fully" : "");
                break;
            case Verb.DestinationNat nat:
                text.Append("--jump DNAT --to-destination ").Append(nat.Address.ToString());
                if (nat.Port is { } port)
                {
                    text.Append(':').Append(port);
                }

                break;
            case Verb.LimitPackets(long perSecond, long burst, uint mark):
                text.Append("-m limit --limit ").Append(perSecond).Append("/sec --limit-burst ").Append(burst)
                    .Append(" --jump MARK --set-mark ").AppendHex(mark).Append('/').AppendHex(mark);
                break;
            case Verb.LimitConnections(long highest):
                text.Append("-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -m connlimit --connlimit-above ").Append(highest)
                    .Append(" --connlimit-mask 0 -j REJECT --reject-with tcp-reset");
                break;
            default:
                throw new NotSupportedException($"iptables has nothing for {verb}.");
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
