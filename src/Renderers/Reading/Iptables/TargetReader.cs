namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>Reads the flags of a target, as <c>-j</c> names it.</summary>
internal abstract class TargetReader
{
    /// <summary>Reads a flag with its values if it is one of this target.</summary>
    public virtual bool TryRead(Flag flag, RuleDraft rule) => false;

    /// <summary>Adds the effect when all flags of the rule are read.</summary>
    public abstract void Finish(RuleDraft rule);

    /// <summary>The reader for an extension of this name; null if it is not understood.</summary>
    public static TargetReader? For(Word target) => target.Text switch
    {
        "ACCEPT" => new FixedTarget(new VerdictEffect(ChainVerdict.Accept)),
        "DROP" => new FixedTarget(new VerdictEffect(ChainVerdict.Drop)),
        "RETURN" => new FixedTarget(new VerdictEffect(ChainVerdict.Return)),
        "REJECT" => new FixedTarget(new VerdictEffect(ChainVerdict.Reject), "--reject-with"),
        "LOG" => new FixedTarget(new NoteEffect("LOG"), "--log-prefix --log-level", "--log-tcp-sequence --log-tcp-options --log-ip-options --log-uid"),
        "NFLOG" => new FixedTarget(new NoteEffect("NFLOG"), "--nflog-group --nflog-prefix --nflog-range --nflog-size --nflog-threshold"),
        "DSCP" => new FixedTarget(new NoteEffect("DSCP"), "--set-dscp --set-dscp-class"),
        "NOTRACK" => new FixedTarget(new UntrackedEffect()),
        "CT" => new ConnectionTarget(target),
        "MARK" => new MarkTarget(target, MarkOwner.Packet),
        "CONNMARK" => new MarkTarget(target, MarkOwner.Connection),
        "DNAT" => new TranslationTarget(PacketSide.Destination, "--to-destination"),
        "SNAT" => new TranslationTarget(PacketSide.Source, "--to-source"),
        "MASQUERADE" => new FixedTarget(new TranslationEffect(PacketSide.Source, Address: null, Port: null), "--to-ports", "--random --random-fully"),
        _ => null,
    };
}
