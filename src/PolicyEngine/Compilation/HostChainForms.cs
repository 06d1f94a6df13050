using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Compilation;

/// <summary>
/// The forms of the chains of host endpoints on nodes with one Felix configuration. Rules of Felix itself stand before
/// policies: failsafe ports, what becomes of encapsulated packets.
/// </summary>
internal sealed class HostChainForms
{
    private readonly FelixConfiguration _felix;
    private readonly PolicyModel _model;
    private readonly PredicateTable _predicates;
    private readonly Dictionary<(PolicyFamily, Directions), ChainForm> _host = [];

    public HostChainForms(FelixConfiguration felix, PolicyModel model, PredicateTable predicates)
    {
        (_felix, _model, _predicates) = (felix, model, predicates);
        foreach (PolicyFamily family in Enum.GetValues<PolicyFamily>())
        {
            foreach (Directions direction in (ReadOnlySpan<Directions>)[Directions.Ingress, Directions.Egress])
            {
                _host.Add((family, direction), new ChainForm(family, direction, LeadOfHost(family, direction), EndOf(family)));
            }
        }
    }

    public ChainForm Of(PolicyFamily family, Directions direction) => _host[(family, direction)];

    private Decision EndOf(PolicyFamily family) => family switch
    {
        PolicyFamily.Normal => Decisions.EndOfProfiles,
        PolicyFamily.Forward when _model.Profile.AllowsForwardingWithoutVerdict => Decisions.Forwarded,
        _ => Decisions.NoVerdict,
    };

    private ImmutableArray<LeadRule> LeadOfHost(PolicyFamily family, Directions direction) => family switch
    {
        PolicyFamily.Forward => [],
        PolicyFamily.Normal => [.. Tunnels(direction), .. Failsafes(direction, Decisions.OfFailsafe)],
        PolicyFamily.PreDnat => [.. Failsafes(direction, _ => Decisions.NoVerdict)],

        // Before connection tracking nobody knows which packets answer others: failsafe ports are open for both.
        _ => [.. Failsafes(direction, _ => Decisions.NoVerdict), .. Replies(direction)],
    };

    private IEnumerable<LeadRule> Failsafes(Directions direction, Func<Rule, Decision> decide) =>
        Failsafes(isInbound: direction == Directions.Ingress, direction, isReply: false, decide);

    /// <summary>Replies come from the ports that connections in the other direction may go to.</summary>
    private IEnumerable<LeadRule> Replies(Directions direction) =>
        Failsafes(isInbound: direction != Directions.Ingress, direction, isReply: true, _ => Decisions.NoVerdict);

    private IEnumerable<LeadRule> Failsafes(bool isInbound, Directions direction, bool isReply, Func<Rule, Decision> decide)
    {
        (ImmutableArray<FailsafePort> ports, string field) = isInbound
            ? (_felix.FailsafeInboundHostPorts, "failsafeInboundHostPorts")
            : (_felix.FailsafeOutboundHostPorts, "failsafeOutboundHostPorts");
        return ports.Select((port, index) => Failsafe(port, direction, field, index, isReply, decide));
    }

    /// <summary>The block of an entry is the other side's: where packets come from, or go to.</summary>
    private LeadRule Failsafe(FailsafePort failsafe, Directions direction, string field, int index, bool isReply, Func<Rule, Decision> decide)
    {
        var number = IntervalSet<ushort>.Of(failsafe.Port);
        PeerMatch other = failsafe.Net is { } net ? new PeerMatch { Nets = AddressSet.Of(net), IsByAddress = true } : PeerMatch.Any;
        var rule = new Rule
        {
            Action = RuleAction.Allow,
            Traffic = isReply
                ? TrafficSet.Ports(failsafe.Protocol, IntervalSet<ushort>.Full, number)
                : TrafficSet.Ports(failsafe.Protocol, number),
            Source = direction == Directions.Ingress ? other : PeerMatch.Any,
            Destination = direction == Directions.Ingress ? PeerMatch.Any : other,
            Path = string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]"),
            Span = SourceSpan.None,
        };
        return new LeadRule(new CompiledRule(rule, _predicates), decide(rule));
    }

    /// <summary>
    /// Nodes exchange encapsulated packets among themselves where pools make them do so. Which of those that arrive they take
    /// is decided before this chain; see <see cref="TunnelTables"/>.
    /// </summary>
    private IEnumerable<LeadRule> Tunnels(Directions direction)
    {
        if (direction == Directions.Egress)
        {
            AddressSet hosts = AddressSet.FromAddresses(_model.Nodes.SelectMany(node => node.Addresses.DistinctBy(address => address.Family))).Union(_felix.ExternalNodes);
            PeerMatch peers = new() { Nets = hosts, IsByAddress = true };
            IpFamilies ipip = EncapsulatedPackets.FamiliesOfIpip(_model.IpPools);
            if (ipip != default)
            {
                yield return Encapsulated("ipip", TrafficSet.ForProtocol(EncapsulatedPackets.IpInIp), peers, ipip);
            }

            IpFamilies vxlan = EncapsulatedPackets.FamiliesOfVxlan(_model.IpPools);
            if (vxlan != default)
            {
                yield return Encapsulated("vxlan", EncapsulatedPackets.Vxlan(_felix.VxlanPort), peers, vxlan);
            }
        }

        if (_felix.WireguardPort is { } port)
        {
            yield return Encapsulated("wireguard", TrafficSet.Ports(Protocol.Udp, IntervalSet<ushort>.Of(port)), PeerMatch.Any, IpFamilies.Both);
        }
    }

    private LeadRule Encapsulated(string kind, TrafficSet traffic, PeerMatch to, IpFamilies families)
    {
        Rule rule = EncapsulatedPackets.RuleFor(kind, traffic, RuleAction.Allow) with { Families = families, Destination = to };
        return new LeadRule(new CompiledRule(rule, _predicates), Decisions.OfEncapsulated(rule));
    }
}
