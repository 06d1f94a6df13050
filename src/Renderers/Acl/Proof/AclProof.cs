using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Proof;

/// <summary>Compares what a list does with what the policies decide, for every packet: those that begin a connection, and TCP's replies.</summary>
internal sealed class AclProof
{
    private readonly PacketBits _bits;
    private readonly ScopeDecision _decision;
    private readonly Diagram _own;
    private readonly Diagram _permitted;
    private readonly Diagram _returning;
    private readonly Diagram _tcp;

    /// <param name="decision">What the policies decide.</param>
    /// <param name="opposite">What they decide the other way; null where the target follows connections.</param>
    public AclProof(ScopeDecision decision, ScopeDecision? opposite)
    {
        _decision = decision;
        _bits = new PacketBits(decision.Family, InterfaceNames.Of([], []));
        _own = Diagrams.And(_bits.Valid, _bits.Address(LocalSide(decision), decision.Local));
        _tcp = _bits.ProtocolIs(Protocol.Tcp);
        _permitted = Union(decision.Permits, LocalSide(decision), permit => permit.Traffic);
        _returning = opposite is null ? Diagram.None : Union(opposite.Permits, LocalSide(decision), permit => Returning(permit.Traffic));
    }

    private Diagrams Diagrams => _bits.Diagrams;

    /// <summary>A packet that begins a connection and is treated differently; null where there is none.</summary>
    /// <param name="lines">The list as it was read back.</param>
    /// <param name="endsWithPermit">What becomes of packets that no line matches.</param>
    /// <param name="lost">What the target cannot say of the decision, and what of that the other way: dropped, and told of.</param>
    /// <param name="tellsReplies">Whether the target tells replies of TCP from what begins a connection.</param>
    public AclWitness? FindBeginning(ImmutableArray<AclLine> lines, bool endsWithPermit, (IEnumerable<ScopePermit> Own, IEnumerable<ScopePermit> Opposite) lost, bool tellsReplies)
    {
        Diagram passes = Passes(lines.Where(line => !line.IsEstablished), endsWithPermit);
        Diagram replies = Diagrams.Minus(_returning, _tcp);
        return Compare(passes, Diagrams.Or(_permitted, replies), Lost(lost), tellsReplies ? Diagram.None : _returning);
    }

    /// <summary>A reply of TCP that is treated differently; null where there is none.</summary>
    /// <param name="lines">The list as it was read back.</param>
    /// <param name="endsWithPermit">What becomes of packets that no line matches.</param>
    public AclWitness? FindReply(ImmutableArray<AclLine> lines, bool endsWithPermit)
    {
        Diagram passes = Diagrams.And(Passes(lines, endsWithPermit), _tcp);
        return Compare(passes, Diagrams.And(Diagrams.Or(_permitted, _returning), _tcp), Diagram.None, Diagrams.Minus(Diagram.All, _tcp));
    }

    // What is not the scope's own passes, or never comes to the list. What a scope does within itself is decided on both sides; here one
    // is looked at.
    private AclWitness? Compare(Diagram passes, Diagram expected, Diagram lost, Diagram tolerated)
    {
        Diagram foreign = Diagrams.Minus(_bits.Valid, Diagrams.Or(_own, tolerated));
        Diagram more = Diagrams.And(_own, Diagrams.Minus(Diagrams.Minus(passes, expected), tolerated));
        Diagram fewer = Diagrams.Or(
            Diagrams.And(_own, Diagrams.Minus(Diagrams.Minus(expected, passes), lost)),
            Diagrams.Minus(foreign, passes));
        return !more.IsEmpty ? Witness(more, isPermitted: true) : !fewer.IsEmpty ? Witness(fewer, isPermitted: false) : null;
    }

    private AclWitness Witness(Diagram packets, bool isPermitted)
    {
        (IpAddress source, IpAddress destination, TrafficPoint traffic) = _bits.PickFlow(packets);
        return new AclWitness(source, destination, traffic, isPermitted);
    }

    // The first line of a tier that matches decides, or leaves it to the next tier.
    private Diagram Passes(IEnumerable<AclLine> lines, bool endsWithPermit)
    {
        Diagram passes = endsWithPermit ? Diagram.All : Diagram.None;
        foreach (IGrouping<int, AclLine> tier in lines.GroupBy(line => line.Tier).OrderByDescending(tier => tier.Key))
        {
            Diagram next = passes;
            foreach (AclLine line in tier.Reverse())
            {
                Diagram matched = Diagrams.And(
                    _bits.Traffic(line.Traffic),
                    Diagrams.And(_bits.Address(PacketSide.Source, line.Sources), _bits.Address(PacketSide.Destination, line.Destinations)));
                passes = line.IsPermit ? Diagrams.Or(passes, matched) : Diagrams.Minus(passes, matched);
                passes = line.IsPass ? Diagrams.Or(passes, Diagrams.And(matched, next)) : passes;
            }
        }

        return passes;
    }

    private Diagram Lost((IEnumerable<ScopePermit> Own, IEnumerable<ScopePermit> Opposite) lost) => Diagrams.Or(
        Union(lost.Own, LocalSide(_decision), permit => permit.Traffic),
        Union(lost.Opposite, LocalSide(_decision), permit => Returning(permit.Traffic)));

    private Diagram Union(IEnumerable<ScopePermit> permits, PacketSide localSide, Func<ScopePermit, TrafficSet> traffic)
    {
        PacketSide remoteSide = localSide == PacketSide.Source ? PacketSide.Destination : PacketSide.Source;
        return Diagrams.Union(permits.Select(permit => Diagrams.And(
            _bits.Traffic(traffic(permit)),
            Diagrams.And(_bits.Address(localSide, permit.Local), _bits.Address(remoteSide, permit.Remote)))));
    }

    private static PacketSide LocalSide(ScopeDecision decision) => decision.Direction == Directions.Ingress ? PacketSide.Destination : PacketSide.Source;

    private static TrafficSet Returning(TrafficSet traffic) => TrafficSet.Union(traffic.Boxes.SelectMany(ByProtocol).Select(box =>
        new Protocol(box.Protocols.Low).HasPorts ? TrafficSet.Of(box with { Majors = box.Minors, Minors = box.Majors }) : TrafficSet.Of(box)));

    private static IEnumerable<TrafficBox> ByProtocol(TrafficBox box)
    {
        for (int number = box.Protocols.Low; number <= box.Protocols.High; number++)
        {
            yield return box with { Protocols = new Interval<byte>((byte)number, (byte)number) };
        }
    }
}
