using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Ios;

/// <summary>
/// Writes extended access lists of Cisco IOS and IOS XE: permits in canonical order, what returns of connections that go the
/// other way, a terminal deny for the scope and a permit for all others on the same interface.
/// </summary>
internal sealed class IosWriter
{
    private const int FirstNumber = 10;
    private const int MaxValues = 10;
    private const int LongestName = 60;

    private readonly StringBuilder _text = new();
    private int _number;
    private bool _isV6;

    private readonly LossCollector _losses;

    private IosWriter(LossCollector losses) => _losses = losses;

    /// <summary>The lists for both directions.</summary>
    /// <param name="name">The name of the scope.</param>
    /// <param name="ingress">What the scope receives.</param>
    /// <param name="egress">What it sends.</param>
    /// <param name="losses">Told what cannot be said exactly.</param>
    public static string Write(string name, ScopeDecision ingress, ScopeDecision egress, LossCollector losses)
    {
        var writer = new IosWriter(losses);
        writer.WriteList(name, ingress, egress);
        writer.WriteList(name, egress, ingress);
        return writer._text.ToString();
    }

    private void WriteList(string name, ScopeDecision decision, ScopeDecision opposite)
    {
        _isV6 = decision.Family == IpFamily.V6;

        // Towards pods is out of the interface that leads to them.
        string suffix = decision.Direction == Directions.Ingress ? "OUT" : "IN";
        string full = AclName.Of($"NP-{name}-{suffix}{(_isV6 ? "-V6" : "")}".ToUpperInvariant(), character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-', LongestName);
        _text.Append(_isV6 ? "ipv6 access-list " : "ip access-list extended ").Append(full).Append('\n');
        _number = FirstNumber;
        foreach (ScopePermit permit in decision.Permits)
        {
            WritePermit(permit, decision, isReturning: false);
        }

        WriteReturning(decision, opposite);

        if (_isV6)
        {
            // An explicit deny hides these two, which stand at the end of every list.
            Line("permit icmp any any nd-na");
            Line("permit icmp any any nd-ns");
        }

        string all = _isV6 ? "ipv6" : "ip";
        foreach (string local in Blocks(decision.Local, decision.Family))
        {
            Line(decision.Direction == Directions.Ingress ? $"deny {all} any {local} log" : $"deny {all} {local} any log");
        }

        Line($"permit {all} any any");
        _text.Append("!\n");
    }

    /// <summary>
    /// Of TCP only segments of connections return. Where everything returns, TCP is denied before: all of it that may pass has
    /// been permitted then.
    /// </summary>
    private void WriteReturning(ScopeDecision decision, ScopeDecision opposite)
    {
        var tcp = TrafficSet.ForProtocol(Protocol.Tcp);
        foreach (ScopePermit permit in opposite.Permits)
        {
            WritePermit(permit with { Traffic = permit.Traffic.Intersect(tcp) }, opposite, isReturning: true);
        }

        if (opposite.Permits.Any(permit => permit.Traffic.IsAll))
        {
            foreach (string local in Blocks(decision.Local, decision.Family))
            {
                Line(decision.Direction == Directions.Ingress ? $"deny tcp any {local}" : $"deny tcp {local} any");
            }
        }

        foreach (ScopePermit permit in opposite.Permits)
        {
            WritePermit(permit.Traffic.IsAll ? permit : permit with { Traffic = permit.Traffic.Subtract(tcp) }, opposite, isReturning: true);
        }
    }

    private void WritePermit(ScopePermit permit, ScopeDecision decision, bool isReturning)
    {
        bool isLocalSource = decision.Direction == Directions.Egress != isReturning;
        foreach (IGrouping<(Protocol? Protocol, Interval<ushort>? Source), AclTraffic> group in Traffic(permit, decision, isReturning)
            .GroupBy(traffic => (traffic.Protocol, (Interval<ushort>?)traffic.Source)))
        {
            foreach (string local in Blocks(permit.Local, decision.Family))
            {
                foreach (string remote in Blocks(permit.Remote, decision.Family))
                {
                    WriteGroup([.. group], isLocalSource ? local : remote, isLocalSource ? remote : local, isReturning, decision.Family);
                }
            }
        }
    }

    private IEnumerable<AclTraffic> Traffic(ScopePermit permit, ScopeDecision decision, bool isReturning)
    {
        foreach (AclTraffic traffic in AclTraffic.Of(permit.Traffic))
        {
            if (traffic.Protocol == Protocol.Sctp && traffic.HasPorts)
            {
                _losses.Add(LossSeverity.Narrowed, "SCTP ports cannot be given: traffic to them is dropped", decision, permit, traffic);
                continue;
            }

            if (isReturning && traffic.Protocol != Protocol.Tcp)
            {
                _losses.Add(LossSeverity.Approximated, "what returns is known by its TCP flags only: of other protocols everything passes in the way that replies take", decision, permit, traffic);
            }

            yield return isReturning ? traffic.Returning : traffic;
        }
    }

    /// <summary>Lines that differ in destination ports only; single ones share a line, as many as it takes.</summary>
    private void WriteGroup(ImmutableArray<AclTraffic> group, string source, string destination, bool isReturning, IpFamily family)
    {
        AclTraffic first = group[0];
        string head = $"permit {ProtocolOf(first.Protocol, family)} {source}{PortsOf(first.Source)} {destination}";
        string tail = isReturning && first.Protocol == Protocol.Tcp ? " established" : "";
        ushort[] singles = [.. group.Where(traffic => traffic.HasPorts && traffic.Destination.Low == traffic.Destination.High).Select(traffic => traffic.Destination.Low)];
        foreach (ushort[] values in singles.Chunk(MaxValues))
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"{head} eq {string.Join(' ', values)}{tail}"));
        }

        foreach (AclTraffic traffic in group.Where(traffic => traffic.Destination.Low != traffic.Destination.High))
        {
            string icmp = traffic.IcmpType is not { } type ? ""
                : traffic.IcmpCode is { } code ? string.Create(CultureInfo.InvariantCulture, $" {type} {code}")
                : string.Create(CultureInfo.InvariantCulture, $" {type}");
            Line($"{head}{PortsOf(traffic.Destination)}{icmp}{tail}");
        }
    }

    private static string ProtocolOf(Protocol? protocol, IpFamily family) => protocol is not { } known ? family == IpFamily.V6 ? "ipv6" : "ip"
        : known.Number switch
        {
            1 when family == IpFamily.V4 => "icmp",
            58 when family == IpFamily.V6 => "icmp",
            6 => "tcp",
            17 => "udp",
            47 => "gre",
            50 => "esp",
            51 => "ahp",
            _ => known.Number.ToString(CultureInfo.InvariantCulture),
        };

    private static string PortsOf(Interval<ushort> ports) => ports.IsFull ? ""
        : ports.Low == ports.High ? string.Create(CultureInfo.InvariantCulture, $" eq {ports.Low}")
        : string.Create(CultureInfo.InvariantCulture, $" range {ports.Low} {ports.High}");

    private static IEnumerable<string> Blocks(AddressSet addresses, IpFamily family)
    {
        foreach (IpPrefix block in addresses.Prefixes.Where(block => block.Family == family))
        {
            yield return block.Length == 0 ? "any"
                : block.Length == block.First.BitLength ? $"host {block.First}"
                : family == IpFamily.V6 ? block.ToString()
                : $"{block.First} {IpAddress.V4((uint)(block.Last.Value.Low - block.First.Value.Low))}";
        }
    }

    private void Line(string line)
    {
        _text.Append(CultureInfo.InvariantCulture, $" {(_isV6 ? "sequence " : "")}{_number} {line}\n");
        _number += FirstNumber;
    }
}
