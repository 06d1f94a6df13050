using PolicyEngine.Renderers.Reading;

namespace PolicyEngine.Renderers.Proof;

/// <summary>Writes on packets as rules say.</summary>
internal static class Registers
{
    public static Register Apply(Effect effect, Register register) => effect switch
    {
        MarkEffect { Owner: MarkOwner.Packet } mark => register with { Mark = (register.Mark & mark.Keep) ^ mark.Flip },
        MarkEffect mark => register with { ConnectionMark = (register.ConnectionMark & mark.Keep) ^ mark.Flip },
        MarkCopyEffect { To: MarkOwner.Packet } copy => register with { Mark = (register.Mark & ~copy.Clear) ^ (register.ConnectionMark & copy.Take) },
        MarkCopyEffect copy => register with { ConnectionMark = (register.ConnectionMark & ~copy.Clear) ^ (register.Mark & copy.Take) },
        UntrackedEffect => register with { IsUntracked = true },
        _ => register,
    };
}
