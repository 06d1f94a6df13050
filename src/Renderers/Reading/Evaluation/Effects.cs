namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>Changes packets as rules say.</summary>
internal static class Effects
{
    public static Packet Apply(Effect effect, Packet packet) => effect switch
    {
        MarkEffect or MarkCopyEffect when Marks(effect, packet.Mark, packet.ConnectionMark) is var (mark, connection) => packet with { Mark = mark, ConnectionMark = connection },
        UntrackedEffect => packet with { State = ConnectionStates.Untracked },
        TranslationEffect { Side: PacketSide.Source } translation => packet with
        {
            SourceTranslated = true,
            Source = translation.Address ?? packet.Source,
            SourceIsOpen = packet.SourceIsOpen || (translation.Address is null && !translation.KeepsAddress),
            SourcePort = packet.SourcePort is null ? null : translation.Port ?? packet.SourcePort,
        },
        TranslationEffect translation => packet with
        {
            DestinationTranslated = true,
            Destination = translation.Address ?? packet.Destination,
            DestinationIsOpen = packet.DestinationIsOpen || (translation.Address is null && !translation.KeepsAddress),
            DestinationPort = packet.DestinationPort is null ? null : translation.Port ?? packet.DestinationPort,
        },
        _ => packet,
    };

    /// <summary>The marks of a packet and of its connection behind an effect.</summary>
    public static (uint Packet, uint Connection) Marks(Effect effect, uint packet, uint connection) => effect switch
    {
        MarkEffect { Owner: MarkOwner.Packet } mark => ((packet & mark.Keep) ^ mark.Flip, connection),
        MarkEffect mark => (packet, (connection & mark.Keep) ^ mark.Flip),
        MarkCopyEffect { To: MarkOwner.Packet } copy => ((packet & ~copy.Clear) ^ (connection & copy.Take), connection),
        MarkCopyEffect copy => (packet, (connection & ~copy.Clear) ^ (packet & copy.Take)),
        _ => (packet, connection),
    };

    /// <summary>What an effect is called in a trace; null if it does nothing that matters.</summary>
    public static string? Describe(Effect effect) => effect switch
    {
        VerdictEffect { Verdict: ChainVerdict.Continue } or NoteEffect => null,
        VerdictEffect verdict => verdict.Verdict.ToString(),
        JumpEffect jump => (jump.IsGoto ? "goto " : "jump ") + jump.Chain,
        MarkEffect or MarkCopyEffect => "mark",
        UntrackedEffect => "untracked",
        TranslationEffect translation => $"translate {translation.Side}",
        _ => effect.GetType().Name,
    };
}
