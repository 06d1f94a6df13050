using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>Which packets leave with their node's address (<c>cali-nat-outgoing</c>).</summary>
internal sealed class OutgoingNat
{
    private readonly AddressSet _translated;
    private readonly AddressSet _spared;

    public OutgoingNat(IReadOnlyCollection<AddressPool> pools, AddressSet hosts, CalicoSettings settings)
    {
        _translated = AddressSet.FromPrefixes(pools.Where(pool => pool.NatOutgoing).Select(pool => pool.Cidr));
        AddressSet inPools = AddressSet.FromPrefixes(pools.Where(pool => pool.AllowedUses != AddressUses.LoadBalancer).Select(pool => pool.Cidr));
        _spared = settings.NatOutgoingExcludesHosts ? inPools.Union(hosts).Union(settings.ExternalNodes) : inPools;
        Rules = _translated.IsEmpty ? [] : RulesOf(settings);
    }

    /// <summary>The rules of the chain; none where no pool asks for translation.</summary>
    public ImmutableArray<OutgoingNatRule> Rules { get; }

    /// <summary>The rule that gives a packet another source; null where it keeps its own.</summary>
    public OutgoingNatRule? RuleFor(IpAddress source, IpAddress destination, Protocol protocol) =>
        _translated.Contains(source) && !_spared.Contains(destination)
            ? Rules.FirstOrDefault(rule => rule.Protocol is null || rule.Protocol == protocol)
            : null;

    private static ImmutableArray<OutgoingNatRule> RulesOf(CalicoSettings settings)
    {
        OutgoingNatRule plain = settings.NatOutgoingAddress is { } address ? new(OutgoingNatAction.Snat) { Address = address } : new(OutgoingNatAction.Masquerade);
        return settings.NatPortRange is not { } ports
            ? [plain]
            : [.. new[] { Protocol.Tcp, Protocol.Udp }.SelectMany(protocol => new[] { plain with { Protocol = protocol, Ports = ports }, new OutgoingNatRule(OutgoingNatAction.Return, protocol) }), plain];
    }
}
