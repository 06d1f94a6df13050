namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>Reads the flags of one use of a match, as <c>-m</c> names it.</summary>
internal abstract class MatchReader
{
    /// <summary>Reads a flag with its values if it is one of this match.</summary>
    public abstract bool TryRead(Flag flag, RuleDraft rule);

    /// <summary>Adds what can only be told when all flags of the rule are read.</summary>
    public virtual void Finish(RuleDraft rule)
    {
    }

    /// <summary>The reader for a match of this name; null if it is not understood.</summary>
    public static MatchReader? For(Word match) => match.Text switch
    {
        "comment" => new CommentMatch(),
        "set" => new SetMatch(),
        "multiport" => new MultiportMatch(match),
        "tcp" or "udp" or "udplite" or "sctp" or "dccp" => new TransportMatch(match),
        "icmp" => new IcmpMatch("--icmp-type", isV6: false),
        "icmp6" or "icmpv6" => new IcmpMatch("--icmpv6-type", isV6: true),
        "mark" => new MarkMatch(MarkOwner.Packet),
        "connmark" => new MarkMatch(MarkOwner.Connection),
        "conntrack" or "state" => new ConnectionMatch(),
        "addrtype" => new AddressTypeMatch(),
        "rpfilter" => new ReversePathMatch(),
        "limit" => new LimitMatch(),
        "connlimit" => new ConnectionLimitMatch(),
        _ => null,
    };
}
