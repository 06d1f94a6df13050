using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>What fields are in the model: what can be looked up of them, and what they ask of the packet besides.</summary>
internal static class NftFields
{
    /// <summary>What a field is when it is looked up in a set; null if it cannot be.</summary>
    public static PacketField? Lookup(NftExpression expression) => expression switch
    {
        NftField { Header: "ip" or "ip6", Key: "saddr" } => PacketField.SourceAddress,
        NftField { Header: "ip" or "ip6", Key: "daddr" } => PacketField.DestinationAddress,
        NftField { Header: "ip", Key: "protocol" } or NftField { Header: "ip6", Key: "nexthdr" } or NftField { Header: "meta", Key: "l4proto" } =>
            PacketField.Protocol,
        NftField { Header: "tcp" or "udp" or "sctp" or "udplite" or "dccp" or "th", Key: "sport" } => PacketField.SourcePort,
        NftField { Header: "tcp" or "udp" or "sctp" or "udplite" or "dccp" or "th", Key: "dport" } => PacketField.DestinationPort,
        NftField { Header: "meta", Key: "iifname" or "iif" } => PacketField.InInterface,
        NftField { Header: "meta", Key: "oifname" or "oif" } => PacketField.OutInterface,
        NftField { Header: "meta", Key: "mark" } => PacketField.Mark,
        NftField { Header: "ct", Key: "state" } => PacketField.State,
        _ => null,
    };

    /// <summary>What the elements of a set are that a field is looked up in.</summary>
    public static SetField ElementOf(PacketField field) => field switch
    {
        PacketField.SourceAddress or PacketField.DestinationAddress => SetField.Address,
        PacketField.Protocol => SetField.Protocol,
        PacketField.SourcePort or PacketField.DestinationPort => SetField.Port,
        PacketField.InInterface or PacketField.OutInterface => SetField.Interface,
        PacketField.Mark => SetField.Mark,
        _ => SetField.State,
    };

    /// <summary>The family of the addresses that a field holds; null if it holds none.</summary>
    public static IpFamily? FamilyOf(NftExpression expression) => expression switch
    {
        NftField { Header: "ip" } => IpFamily.V4,
        NftField { Header: "ip6" } => IpFamily.V6,
        NftConcat concat => concat.Parts.Select(FamilyOf).FirstOrDefault(family => family is not null),
        _ => null,
    };

    /// <summary>What a packet must be to have a field at all.</summary>
    /// <param name="expression">The field.</param>
    /// <param name="table">The family of the table; null for both.</param>
    public static IEnumerable<Condition> Requirements(NftExpression expression, IpFamily? table) => expression switch
    {
        NftConcat concat => concat.Parts.SelectMany(part => Requirements(part, table)),
        NftBinary binary => Requirements(binary.Left, table),
        NftField { Header: "ip" or "ip6" } when FamilyOf(expression) is { } family && family != table => [new FamilyCondition(family)],
        NftField { Header: "tcp" or "udp" or "sctp" or "udplite" or "dccp" or "icmp" or "icmpv6" } field
            when ProtocolNames.TryRead(field.Header, out Protocol protocol) =>
            [new ProtocolCondition(IntervalSet<byte>.Of(protocol.Number))],
        _ => [],
    };
}
