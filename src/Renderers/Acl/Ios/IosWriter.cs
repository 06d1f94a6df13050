using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Ios;

/// <summary>
/// Writes extended access lists of Cisco IOS and IOS XE: permits in canonical order, what returns of connections that go the
/// other way, permits behind denies of what they are not about, a terminal deny for the scope and a permit for all others on the same interface.
/// </summary>
internal sealed class IosWriter
{
    private const int FirstNumber = 10;
    private const int MaxValues = 10;
    private const int LongestName = 60;

    // A number follows.
    private const int LongestGroup = 50;

    private static readonly TrafficSet s_tcp = TrafficSet.ForProtocol(Protocol.Tcp);

    private readonly StringBuilder _text = new();
    private int _number;
    private bool _isV6;

    private readonly LossCollector _losses;

    private readonly IosGroups? _groups;

    private IosWriter(LossCollector losses, IosGroups? groups) => (_losses, _groups) = (losses, groups);

    /// <summary>The lists for both directions.</summary>
    /// <param name="name">The name of the scope.</param>
    /// <param name="ingress">What the scope receives.</param>
    /// <param name="egress">What it sends.</param>
    /// <param name="usesGroups">Whether groups of addresses are named.</param>
    /// <param name="losses">Told what cannot be said exactly.</param>
    public static string Write(string name, ScopeDecision ingress, ScopeDecision egress, bool usesGroups, LossCollector losses)
    {
        // Only lists of IPv4 know them.
        IosGroups? groups = usesGroups && ingress.Family == IpFamily.V4 ? new IosGroups(NameOf($"OG-{name}", LongestGroup)) : null;
        var writer = new IosWriter(losses, groups);
        writer.WriteList(name, ingress, egress);
        writer.WriteList(name, egress, ingress);
        return groups + writer._text.ToString();
    }

    /// <summary>The name of the list for a decision; towards pods is out of the interface that leads to them.</summary>
    public static string ListName(string name, ScopeDecision decision) =>
        NameOf($"NP-{name}-{(decision.Direction == Directions.Ingress ? "OUT" : "IN")}{(decision.Family == IpFamily.V6 ? "-V6" : "")}", LongestName);

    private static string NameOf(string name, int longest) =>
        AclName.Of(name.ToUpperInvariant(), character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-', longest);

    private void WriteList(string name, ScopeDecision decision, ScopeDecision opposite)
    {
        _isV6 = decision.Family == IpFamily.V6;
        string full = ListName(name, decision);
        _text.Append(_isV6 ? "ipv6 access-list " : "ip access-list extended ").Append(full).Append('\n');
        _number = FirstNumber;
        bool isLocalSource = decision.Direction == Directions.Egress;
        ImmutableArray<ScopePermit> returning = Returning(opposite);
        AclPlan plan = AclPlan.Of([.. Sayable(decision), .. returning.Select(permit => permit with { Traffic = permit.Traffic.Subtract(s_tcp) }).Where(permit => !permit.Traffic.IsEmpty)], decision.Family);
        foreach (ScopePermit permit in plan.Plain)
        {
            Write(new AclStep(true, permit.Local, permit.Remote, permit.Traffic), isLocalSource, "");
        }

        foreach (ScopePermit permit in returning)
        {
            Write(new AclStep(true, permit.Local, permit.Remote, permit.Traffic.Intersect(s_tcp)), isLocalSource, " established");
        }

        if (_isV6)
        {
            // An explicit deny hides these two, which stand at the end of every list.
            Line("permit icmp any any nd-na");
            Line("permit icmp any any nd-ns");
        }

        foreach (AclStep step in plan.Excepting)
        {
            Write(step, isLocalSource, "");
        }

        string all = _isV6 ? "ipv6" : "ip";
        foreach (string local in Addresses(decision.Local, decision.Family))
        {
            Line(decision.Direction == Directions.Ingress ? $"deny {all} any {local} log" : $"deny {all} {local} any log");
        }

        Line($"permit {all} any any");
        _text.Append("!\n");
    }

    private ImmutableArray<ScopePermit> Sayable(ScopeDecision decision) =>
        _losses.Sayable(decision, traffic => traffic.Protocol == Protocol.Sctp && traffic.HasPorts ? LossCollector.SctpPorts : null);

    /// <summary>What goes the way that replies take.</summary>
    private ImmutableArray<ScopePermit> Returning(ScopeDecision opposite)
    {
        ImmutableArray<ScopePermit> permits = Sayable(opposite);
        foreach (ScopePermit permit in permits.Where(permit => !permit.Traffic.IsSubsetOf(s_tcp)))
        {
            AclTraffic traffic = permit.Traffic.IsAll ? AclTraffic.All : AclTraffic.Of(permit.Traffic.Subtract(s_tcp)).First();
            _losses.Add(LossSeverity.Approximated, "what returns is known by its TCP flags only: of other protocols everything passes in the way that replies take", opposite, permit, traffic);
        }

        return [.. permits.Select(permit => permit with { Traffic = AclTraffic.ReturningOf(permit.Traffic) })];
    }

    private void Write(AclStep step, bool isLocalSource, string tail)
    {
        IpFamily family = _isV6 ? IpFamily.V6 : IpFamily.V4;
        foreach (IGrouping<(Protocol? Protocol, Interval<ushort>? Source), AclTraffic> group in AclTraffic.Of(step.Traffic).GroupBy(traffic => (traffic.Protocol, (Interval<ushort>?)traffic.Source)))
        {
            foreach (string local in Addresses(step.Local, family))
            {
                foreach (string remote in Addresses(step.Remote, family))
                {
                    (string source, string destination) = isLocalSource ? (local, remote) : (remote, local);
                    WriteGroup([.. group], $"{(step.IsPermit ? "permit" : "deny")} {ProtocolOf(group.Key.Protocol, family)} {source}{PortsOf(group.First().Source)} {destination}", tail);
                }
            }
        }
    }

    /// <summary>Lines that differ in destination ports only; single ones share a line, as many as it takes.</summary>
    private void WriteGroup(ImmutableArray<AclTraffic> group, string head, string tail)
    {
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

    private IEnumerable<string> Addresses(AddressSet addresses, IpFamily family) => _groups?.Of(addresses) is { } group ? [group] : Blocks(addresses, family);

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
